using Strata.Traces.Spans;

namespace Strata.Console.Tracing;

/// <summary>A span as its panel shows it.</summary>
/// <param name="Span">The span.</param>
/// <param name="Messages">What was said.</param>
public sealed record SpanView(SpanRecord Span, IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>How many of its messages the call before sent too.</summary>
    public int Known => Messages.Count(m => m.IsKnown);
}
