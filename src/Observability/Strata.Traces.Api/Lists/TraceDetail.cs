namespace Strata.Traces.Api.Lists;

/// <summary>A trace with its spans by their begin.</summary>
/// <param name="Summary">What a list says of it.</param>
/// <param name="Total">How many spans it has.</param>
/// <param name="Spans">Those of the page.</param>
public sealed record TraceDetail(TraceItem Summary, int Total, IReadOnlyList<SpanDetail> Spans);
