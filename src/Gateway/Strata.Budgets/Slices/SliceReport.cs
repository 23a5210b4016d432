namespace Strata.Budgets.Slices;

/// <summary>What a process tells of one count.</summary>
public sealed record SliceReport
{
    /// <summary>Which count.</summary>
    public required SliceKey Key { get; init; }

    /// <summary>The limit.</summary>
    public required long Amount { get; init; }

    /// <summary>What this process used in the window.</summary>
    public required long Used { get; init; }

    /// <summary>What its requests under way hold.</summary>
    public required long Held { get; init; }

    /// <summary>How much more it would like to be sure of: at most half of what is free is granted.</summary>
    public required long Want { get; init; }

    /// <summary>The largest single request that it had to refuse for want of a slice: granted where it is free.</summary>
    public required long Need { get; init; }

    /// <summary>When what it used stops to count unless it reports again, in Unix milliseconds.</summary>
    public required long EndsMs { get; init; }

    /// <summary>Whether the window slides: a count without a beginning.</summary>
    public required bool IsSliding { get; init; }

    /// <summary>Whether every process wants to hear of it, also those that have not met it.</summary>
    public required bool IsLong { get; init; }
}
