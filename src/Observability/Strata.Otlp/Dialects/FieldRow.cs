namespace Strata.Otlp.Dialects;

/// <summary>A line of the table: what an attribute says, and how much its dialect is believed where several speak (1 is most).</summary>
internal readonly record struct FieldRow(SpanField Field, byte Rank);
