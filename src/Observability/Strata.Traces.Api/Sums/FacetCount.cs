namespace Strata.Traces.Api.Sums;

/// <summary>A value of a facet.</summary>
/// <param name="Value">The value; empty for spans without one.</param>
/// <param name="Count">Spans that have it.</param>
public sealed record FacetCount(string Value, long Count);
