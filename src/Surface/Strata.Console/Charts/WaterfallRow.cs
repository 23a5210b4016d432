using Strata.Telemetry.Spans;

namespace Strata.Console.Charts;

/// <summary>A line of the waterfall.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">How deep it is nested.</param>
/// <param name="Offset">Its start, from the trace's.</param>
/// <param name="Self">Its time in which no child ran.</param>
/// <param name="Critical">Whether it lies on the path that decided how long the trace took.</param>
public sealed record WaterfallRow(SpanRecord Span, int Depth, TimeSpan Offset, TimeSpan Self, bool Critical);
