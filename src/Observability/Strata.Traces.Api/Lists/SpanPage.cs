namespace Strata.Traces.Api.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Data">Its lines.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record SpanPage(IReadOnlyList<SpanItem> Data, string? Next);
