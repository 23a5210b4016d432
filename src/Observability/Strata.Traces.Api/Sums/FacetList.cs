namespace Strata.Traces.Api.Sums;

/// <summary>Facets.</summary>
/// <param name="Data">One for each field asked for.</param>
/// <param name="TookMs">How long it took.</param>
public sealed record FacetList(IReadOnlyList<FacetBody> Data, double TookMs);
