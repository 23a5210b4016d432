namespace Strata.Management.Traffic;

/// <summary>What would become of a request, and why.</summary>
internal sealed record ExplainView
{
    public required string Model { get; init; }

    /// <summary>The route's name; the model's where no route was written for it.</summary>
    public string? Route { get; init; }

    /// <summary>The reasons, in order.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    public required IReadOnlyList<ExplainedTarget> Targets { get; init; }

    /// <summary>How the limits that the request would meet stand.</summary>
    public required IReadOnlyList<ExplainedLimit> Limits { get; init; }

    public required ExplainedPrice Price { get; init; }

    /// <summary>What the caller would be told where nothing can be asked.</summary>
    public string? Problem { get; init; }
}
