using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Values;

/// <summary>An OTLP <c>AnyValue</c> over the bytes it came in: texts, bytes and the inside of arrays and maps are slices.</summary>
internal readonly ref struct WireValue(AttributeKind kind, ulong bits, ReadOnlySpan<byte> raw)
{
    public AttributeKind Kind { get; } = kind;

    /// <summary>A whole number, or the bits of a decimal one.</summary>
    public ulong Bits { get; } = bits;

    /// <summary>Text, bytes, or the message of an array or a map.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    public double Double => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>Reads the message; the last member counts, as everywhere in Protocol Buffers.</summary>
    public static WireValue Read(ReadOnlySpan<byte> message, scoped ref bool broken)
    {
        var reader = new ProtoReader(message);
        var (kind, bits) = (AttributeKind.Empty, 0UL);
        ReadOnlySpan<byte> raw = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.Kind == WireKind.Bytes:
                    kind = AttributeKind.Text;
                    raw = reader.Payload;
                    break;
                case 2 when reader.Kind == WireKind.Varint:
                    kind = reader.Bits != 0 ? AttributeKind.True : AttributeKind.False;
                    break;
                case 3 when reader.Kind == WireKind.Varint:
                    (kind, bits) = (AttributeKind.Integer, reader.Bits);
                    break;
                case 4 when reader.Kind == WireKind.Fixed64:
                    (kind, bits) = (AttributeKind.Number, reader.Bits);
                    break;
                case 5 when reader.Kind == WireKind.Bytes:
                    kind = AttributeKind.Array;
                    raw = reader.Payload;
                    break;
                case 6 when reader.Kind == WireKind.Bytes:
                    kind = AttributeKind.Map;
                    raw = reader.Payload;
                    break;
                case 7 when reader.Kind == WireKind.Bytes:
                    kind = AttributeKind.Bytes;
                    raw = reader.Payload;
                    break;
            }
        }

        broken |= reader.Broken;
        return new WireValue(kind, bits, raw);
    }
}
