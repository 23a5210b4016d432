namespace Strata.Traces.Api.Lists;

/// <summary>The fields of the filter language.</summary>
/// <param name="Data">All of them.</param>
public sealed record FieldList(IReadOnlyList<FieldItem> Data);
