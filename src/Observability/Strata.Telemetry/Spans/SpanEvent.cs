namespace Strata.Telemetry.Spans;

/// <summary>Something that happened at one moment of a span.</summary>
/// <param name="Name">What happened.</param>
/// <param name="Offset">When, from the span's start.</param>
/// <param name="Attributes">Facts about it.</param>
public sealed record SpanEvent(string Name, TimeSpan Offset, IReadOnlyList<SpanAttribute> Attributes);
