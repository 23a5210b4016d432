namespace Strata.Routing.Options;

/// <summary>An A/B test: each unit is given to one arm and stays there; what no arm takes goes the route's usual way.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Its name; another name deals the units anew.</summary>
    public required string Name { get; init; }

    /// <summary>What is dealt, as in a condition: <c>user</c>, <c>end_user</c>, <c>key</c>, <c>metadata.session</c>; empty deals each request.</summary>
    public string By { get; init; } = "";

    /// <summary>The arms.</summary>
    public IReadOnlyList<ShareOptions> Arms { get; init; } = [];
}
