using System.Text;

namespace Strata.Metrics.Storage;

/// <summary>Reads what <see cref="ByteSink"/> wrote; whatever does not fit is an <see cref="InvalidDataException"/>.</summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsEmpty => rest.IsEmpty;

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (rest.IsEmpty)
            {
                throw Broken();
            }

            var b = rest[0];
            rest = rest[1..];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    public long Signed() => Varint() is var raw ? (long)(raw >> 1) ^ -(long)(raw & 1) : 0;

    /// <summary>A count of things that take a byte or more each.</summary>
    public int Count() => Varint() is var count && count <= (ulong)rest.Length ? (int)count : throw Broken();

    public string Text()
    {
        var text = Encoding.UTF8.GetString(Bytes(Count()));
        return text;
    }

    public double Double() => System.Buffers.Binary.BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8));

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > rest.Length)
        {
            throw Broken();
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static InvalidDataException Broken() => new("The bytes end before what they announce.");
}
