namespace Strata.Telemetry.Spans;

/// <summary>A fact about a span.</summary>
/// <param name="Key">Its name, in the conventions' words.</param>
/// <param name="Value">Its value as invariant text.</param>
/// <param name="Kind">How to read the text.</param>
public readonly record struct SpanAttribute(string Key, string Value, SpanValueKind Kind);
