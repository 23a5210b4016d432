using Strata.Traces.Spans;

namespace Strata.Console.Tracing;

/// <summary>A message of a span as it is shown.</summary>
/// <param name="Slot">Whether it went in or out.</param>
/// <param name="Role">Who spoke.</param>
/// <param name="Parts">What.</param>
/// <param name="Chars">How long it is.</param>
/// <param name="IsKnown">Whether the call before sent the same.</param>
public sealed record ChatMessage(MessageSlot Slot, string Role, IReadOnlyList<ChatPart> Parts, int Chars, bool IsKnown);
