using Strata.Telemetry.Traces;

namespace Strata.Telemetry.Endpoints;

/// <summary>A trace with its spans in the order they began.</summary>
internal sealed record TraceBody(TraceSummaryBody Summary, IReadOnlyList<SpanBody> Spans)
{
    public static TraceBody Of(Trace trace) =>
        new(TraceSummaryBody.Of(trace.Summary), [.. trace.Spans.Select(s => SpanBody.Of(s, trace.Summary.Start))]);
}
