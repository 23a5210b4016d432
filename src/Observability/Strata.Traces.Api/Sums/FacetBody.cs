namespace Strata.Traces.Api.Sums;

/// <summary>A field's values with counts.</summary>
/// <param name="Field">The field.</param>
/// <param name="Distinct">How many values there are.</param>
/// <param name="Values">The most frequent ones.</param>
public sealed record FacetBody(string Field, int Distinct, IReadOnlyList<FacetCount> Values);
