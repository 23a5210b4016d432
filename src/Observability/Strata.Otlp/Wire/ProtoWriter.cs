using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Strata.Otlp.Wire;

/// <summary>
/// Writes Protocol Buffers into a pooled buffer that grows up to a bound; past it <see cref="IsFull"/> is set and nothing more
/// is written. The length of a nested message is known only at its end: four bytes are kept for it, as a varint with
/// continuation bits that may be longer than it must (every reader takes those).
/// </summary>
internal sealed class ProtoWriter(int bytesMax = ProtoWriter.MessageBytesMax) : IDisposable
{
    /// <summary>The largest message: what four bytes of length can say.</summary>
    public const int MessageBytesMax = (1 << 28) - 1;

    private const int LengthBytes = 4;
    private const int KeptBytesMax = 4 << 20;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1024);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the bound was met; what is here is then no whole message.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What was written; valid until the next write or the disposal.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    /// <summary>Begins anew. A buffer that one large message made is given back.</summary>
    public void Clear()
    {
        if (buffer.Length > KeptBytesMax)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(1024);
        }

        (Length, IsFull) = (0, false);
    }

    /// <summary>Begins a nested message; its mark ends it.</summary>
    public int Begin(int field)
    {
        Tag(field, WireKind.Bytes);
        var mark = Length;
        Length += Room(LengthBytes);
        return mark;
    }

    public void End(int mark)
    {
        if (IsFull)
        {
            return;
        }

        var length = Length - mark - LengthBytes;
        for (var i = 0; i < LengthBytes; i++, length >>= 7)
        {
            buffer[mark + i] = (byte)((length & 0x7f) | (i < LengthBytes - 1 ? 0x80 : 0));
        }
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireKind.Bytes);
        Plain((ulong)value.Length);
        Raw(value);
    }

    public void Text(int field, ReadOnlySpan<char> value)
    {
        Tag(field, WireKind.Bytes);
        var bytes = Encoding.UTF8.GetByteCount(value);
        Plain((ulong)bytes);
        if (Room(bytes) == bytes)
        {
            Length += Encoding.UTF8.GetBytes(value, buffer.AsSpan(Length));
        }
    }

    public void Varint(int field, ulong value)
    {
        Tag(field, WireKind.Varint);
        Plain(value);
    }

    public void Fixed64(int field, ulong value)
    {
        Tag(field, WireKind.Fixed64);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Raw(bytes);
    }

    public void Fixed32(int field, uint value)
    {
        Tag(field, WireKind.Fixed32);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Raw(bytes);
    }

    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        (Length, IsFull) = (0, true);
    }

    private void Tag(int field, WireKind kind) => Plain(((ulong)field << 3) | (byte)kind);

    private void Plain(ulong value)
    {
        if (Room(10) == 0)
        {
            return;
        }

        while (value >= 0x80)
        {
            buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[Length++] = (byte)value;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        if (Room(bytes.Length) == bytes.Length)
        {
            bytes.CopyTo(buffer.AsSpan(Length));
            Length += bytes.Length;
        }
    }

    /// <summary>Makes room; the number of bytes there is room for now, which is all or none.</summary>
    private int Room(int bytes)
    {
        if (IsFull || bytes > bytesMax - Length)
        {
            IsFull = true;
            return 0;
        }

        if (buffer.Length - Length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(int.MaxValue / 2, Math.Max(2L * buffer.Length, Length + (long)bytes)));
            buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return bytes;
    }
}
