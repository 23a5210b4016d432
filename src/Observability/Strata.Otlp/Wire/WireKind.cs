namespace Strata.Otlp.Wire;

/// <summary>How a field's value stands in a Protocol Buffers message.</summary>
internal enum WireKind : byte
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
