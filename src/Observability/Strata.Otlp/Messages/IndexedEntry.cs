using Strata.Traces.Spans;

namespace Strata.Otlp.Messages;

/// <summary>A flat attribute of a message: <c>gen_ai.prompt.0.content</c> is slot Input, index 0, path <c>content</c>.</summary>
/// <param name="Slot">Where the message stood.</param>
/// <param name="Index">Its number.</param>
/// <param name="Path">The rest of the key.</param>
/// <param name="Value">The text.</param>
internal readonly record struct IndexedEntry(MessageSlot Slot, int Index, ReadOnlyMemory<byte> Path, ReadOnlyMemory<byte> Value);
