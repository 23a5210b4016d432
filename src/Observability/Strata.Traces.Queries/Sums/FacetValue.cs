namespace Strata.Traces.Queries.Sums;

/// <summary>A value of a facet.</summary>
/// <param name="Value">The value; empty for spans without one.</param>
/// <param name="Count">Spans that have it.</param>
public readonly record struct FacetValue(string Value, long Count);
