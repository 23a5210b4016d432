namespace Strata.Management.Traffic;

/// <summary>A target of a route.</summary>
internal sealed record TargetView(string Deployment, double Weight, int Priority, IReadOnlyList<string> When);
