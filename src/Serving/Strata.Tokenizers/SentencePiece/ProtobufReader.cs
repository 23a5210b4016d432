using System.Buffers.Binary;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>Reads protobuf fields from untrusted bytes; at the first thing that does not fit it stops and says so.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> rest = data;

    /// <summary>Whether the bytes broke the format.</summary>
    public bool Failed { get; private set; }

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a varint or fixed field, or the bit pattern of a float.</summary>
    public ulong Number { get; private set; }

    /// <summary>The bytes of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The number as a float.</summary>
    public readonly float Float => BitConverter.UInt32BitsToSingle((uint)Number);

    /// <summary>Moves to the next field.</summary>
    public bool Next()
    {
        if (rest.IsEmpty || Failed)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)Math.Min(tag >> 3, int.MaxValue);
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1 when rest.Length >= 8:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2 when Varint() is var length && length <= (ulong)rest.Length:
                Bytes = Take((int)length);
                break;
            case 5 when rest.Length >= 4:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                Failed = true;
                break;
        }

        return !Failed;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && !rest.IsEmpty; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        Failed = true;
        return 0;
    }
}
