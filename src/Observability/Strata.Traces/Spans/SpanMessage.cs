namespace Strata.Traces.Spans;

/// <summary>
/// A message of a call, or another text that went in or out. One message is one entry: a history of twenty turns is twenty
/// entries, because the store keeps each distinct one once.
/// </summary>
/// <param name="Slot">Where it stood.</param>
/// <param name="Role">Who spoke (<c>user</c>, <c>assistant</c>, <c>tool</c> …), interned; empty where the text is no message.</param>
/// <param name="Body">
/// UTF-8. Plain text where the message is one text and nothing else; otherwise the JSON of its parts in the GenAI conventions'
/// form, see <paramref name="IsJson"/>. Read until the append completes and not after it.
/// </param>
/// <param name="IsJson">Whether the body is JSON.</param>
public readonly record struct SpanMessage(MessageSlot Slot, string Role, ReadOnlyMemory<byte> Body, bool IsJson = false);
