namespace Strata.Otlp.Json;

/// <summary>A field of a message.</summary>
/// <param name="Number">Its number in Protocol Buffers.</param>
/// <param name="Kind">How its value is said.</param>
/// <param name="Many">Whether it repeats: an array in JSON.</param>
/// <param name="Inner">The shape of a message.</param>
internal sealed record FieldShape(int Number, FieldKind Kind, bool Many = false, MessageShape? Inner = null);
