namespace Strata.Console.Data;

/// <summary>Which requests of a project are wanted.</summary>
public sealed record RequestQuery
{
    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>Only of this key.</summary>
    public string? KeyId { get; init; }

    /// <summary>Only of this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only those that ended so.</summary>
    public RequestVerdict? Verdict { get; init; }

    /// <summary>Only those whose id, model or error holds this.</summary>
    public string? Text { get; init; }

    /// <summary>From this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Older than the request with this id.</summary>
    public string? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 50;
}
