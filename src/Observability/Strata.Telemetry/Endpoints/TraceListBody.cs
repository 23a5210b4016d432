namespace Strata.Telemetry.Endpoints;

/// <summary>A list of traces, newest first.</summary>
internal sealed record TraceListBody(IReadOnlyList<TraceSummaryBody> Data);
