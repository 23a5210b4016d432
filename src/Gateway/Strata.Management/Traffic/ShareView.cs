namespace Strata.Management.Traffic;

/// <summary>A share of a route's requests.</summary>
internal sealed record ShareView(string? Name, string Deployment, double Percent);
