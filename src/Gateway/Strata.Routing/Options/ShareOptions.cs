namespace Strata.Routing.Options;

/// <summary>A share of a route's requests for one deployment: a canary, a mirror, or an arm of an experiment.</summary>
public sealed record ShareOptions
{
    /// <summary>The arm's name; empty for a canary or a mirror.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it goes.</summary>
    public required string Deployment { get; init; }

    /// <summary>From 0 to 100.</summary>
    public double Percent { get; init; }
}
