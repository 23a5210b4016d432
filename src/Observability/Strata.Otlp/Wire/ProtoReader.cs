using System.Buffers.Binary;

namespace Strata.Otlp.Wire;

/// <summary>
/// Walks the fields of one Protocol Buffers message over its bytes: no copies, no allocation. <see cref="Next"/> takes a field
/// with its value; the first one that does not fit sets <see cref="Broken"/> and ends the walk, so a caller checks once.
/// A nested message is a new reader over <see cref="Payload"/>. (protobuf.dev, "Encoding"; groups are refused: OTLP has none.)
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> data = message;
    private int at;

    /// <summary>The number of the field that <see cref="Next"/> took.</summary>
    public int Field { get; private set; }

    /// <summary>How its value stood.</summary>
    public WireKind Kind { get; private set; }

    /// <summary>The bits of a varint or fixed value.</summary>
    public ulong Bits { get; private set; }

    /// <summary>The bytes of a length-delimited value.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Where the field that was taken ends, from the begin of the message.</summary>
    public readonly int Position => at;

    /// <summary>Whether the walk ended at bytes that are no field.</summary>
    public bool Broken { get; private set; }

    /// <summary>The bits as a double.</summary>
    public readonly double Double => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>Whether the field taken is this number with a length-delimited value.</summary>
    public readonly bool Is(int field) => Field == field && Kind == WireKind.Bytes;

    /// <summary>Takes the next field; false at the end of the message, or where it is broken.</summary>
    public bool Next()
    {
        if (at >= data.Length || !Varint(out var tag))
        {
            return false;
        }

        (Field, Kind) = ((int)(tag >> 3), (WireKind)(tag & 7));
        if (tag >> 3 is 0 or > 536_870_911)
        {
            return Break();
        }

        switch (Kind)
        {
            case WireKind.Varint:
                var whole = Varint(out var bits);
                Bits = bits;
                return whole;
            case WireKind.Fixed64 when data.Length - at >= 8:
                Bits = BinaryPrimitives.ReadUInt64LittleEndian(data[at..]);
                at += 8;
                return true;
            case WireKind.Fixed32 when data.Length - at >= 4:
                Bits = BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);
                at += 4;
                return true;
            case WireKind.Bytes when Varint(out var length) && length <= (ulong)(data.Length - at):
                Payload = data.Slice(at, (int)length);
                at += (int)length;
                return true;
            default:
                return Break();
        }
    }

    /// <summary>The next varint of a packed field's payload, given as the message.</summary>
    public bool NextPacked(out ulong value)
    {
        value = 0;
        return at < data.Length && Varint(out value);
    }

    /// <summary>Undoes the zigzag of a <c>sint32</c> or <c>sint64</c>.</summary>
    public static long Zigzag(ulong bits) => (long)(bits >> 1) ^ -(long)(bits & 1);

    private bool Varint(out ulong value)
    {
        if (at < data.Length && data[at] < 0x80)
        {
            value = data[at++];
            return true;
        }

        value = 0;
        for (var shift = 0; shift < 64 && at < data.Length; shift += 7)
        {
            var next = data[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return Break();
    }

    private bool Break()
    {
        Broken = true;
        at = data.Length;
        return false;
    }
}
