using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Traces;

/// <summary>A trace as it stands: all its spans in the order they began.</summary>
/// <param name="Summary">Its figures.</param>
/// <param name="Spans">Its spans, by start.</param>
public sealed record Trace(TraceSummary Summary, IReadOnlyList<SpanRecord> Spans);
