namespace Strata.Routing.Plans;

/// <summary>How one target stands towards a request.</summary>
/// <param name="Deployment">Which.</param>
/// <param name="Role"><c>tier 1</c>, <c>context_window</c>, <c>content_policy</c>, <c>canary</c>, <c>mirror</c> or <c>arm NAME</c>.</param>
/// <param name="Verdict">Whether it can take it now.</param>
public sealed record TargetExplanation(string Deployment, string Role, TargetVerdict Verdict)
{
    /// <summary>Its share among its tier.</summary>
    public double Weight { get; init; }

    /// <summary>What the strategy goes by, lower first; null where it goes by chance or order.</summary>
    public double? Score { get; init; }

    /// <summary>The chance that the first attempt goes there, from 0 to 1.</summary>
    public double Chance { get; init; }
}
