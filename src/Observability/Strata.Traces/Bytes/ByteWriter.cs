using System.Buffers.Binary;
using System.Text;

namespace Strata.Traces.Bytes;

/// <summary>A growing buffer that all formats of this project are written into: little-endian, varints, UTF-8 behind its length. Reused by <see cref="Clear"/>.</summary>
internal sealed class ByteWriter(int capacity = 1024)
{
    private byte[] buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void CutTo(int length) => Length = length;

    public void Byte(byte value) => Room(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Room(value.Length));

    public void Block(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        Bytes(value);
    }

    public void Text(string text)
    {
        if (text.Length == 0)
        {
            Byte(0);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)bytes);
        Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    public void I64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    public void U128(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Room(16), value);

    public void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Takes some bytes at the end, to be filled by the caller.</summary>
    public Span<byte> Room(int bytes)
    {
        if (buffer.Length - Length < bytes)
        {
            Array.Resize(ref buffer, Math.Max(2 * buffer.Length, Length + bytes));
        }

        var room = buffer.AsSpan(Length, bytes);
        Length += bytes;
        return room;
    }

    /// <summary>Writes a number over four bytes that were taken before.</summary>
    public void PutU32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(at), value);
}
