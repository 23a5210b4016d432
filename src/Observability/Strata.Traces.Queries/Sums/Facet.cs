namespace Strata.Traces.Queries.Sums;

/// <summary>A field's values with counts.</summary>
/// <param name="Field">The field of the filter language.</param>
/// <param name="Distinct">How many values there are.</param>
/// <param name="Values">The most frequent ones, most first.</param>
public sealed record Facet(string Field, int Distinct, IReadOnlyList<FacetValue> Values);
