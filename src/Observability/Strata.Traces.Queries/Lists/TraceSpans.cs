using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Lists;

/// <summary>The spans of a trace.</summary>
/// <param name="Total">How many it has.</param>
/// <param name="Spans">Those of the page, by begin.</param>
public sealed record TraceSpans(int Total, IReadOnlyList<SpanRecord> Spans);
