using System.Buffers.Binary;
using System.Text;

namespace Strata.Traces.Bytes;

/// <summary>
/// Reads what <see cref="ByteWriter"/> writes. The first value that does not fit sets <see cref="Broken"/>, and every read
/// after it returns nothing, so a caller checks once.
/// </summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> rest = data;

    public bool Broken { get; private set; }

    public readonly bool AtEnd => rest.IsEmpty;

    public readonly int Left => rest.Length;

    public byte Byte()
    {
        var taken = Take(1);
        return taken.IsEmpty ? (byte)0 : taken[0];
    }

    public uint U32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : 0;

    public ulong U64() => Take(8) is { Length: 8 } taken ? BinaryPrimitives.ReadUInt64LittleEndian(taken) : 0;

    public long I64() => (long)U64();

    public UInt128 U128() => Take(16) is { Length: 16 } taken ? BinaryPrimitives.ReadUInt128BigEndian(taken) : default;

    /// <summary>A count of things that take at least one byte each.</summary>
    public int Count()
    {
        var count = Varint();
        if (count > (ulong)rest.Length)
        {
            Fail();
            return 0;
        }

        return (int)count;
    }

    public ReadOnlySpan<byte> Block() => Take(Count());

    public string Text() => Block() is { IsEmpty: false } block ? Encoding.UTF8.GetString(block) : "";

    public long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong Varint()
    {
        ulong value = 0;
        var at = 0;
        for (var shift = 0; shift < 64 && at < rest.Length; shift += 7)
        {
            var next = rest[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                rest = rest[at..];
                return value;
            }
        }

        Fail();
        return 0;
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (Broken || (uint)count > (uint)rest.Length)
        {
            Fail();
            return default;
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private void Fail()
    {
        Broken = true;
        rest = default;
    }
}
