using System.Buffers.Binary;
using System.Text;

namespace Strata.Traces.Spans;

/// <summary>
/// Attributes as the bytes that are logged and stored: filled once by who decodes, copied from there on, never boxed. Reused
/// by <see cref="Clear"/>; adding allocates only where the buffer grows.
/// <code>
/// list  = (key:text kind:u8 value)*
/// value = text: bytes:varint UTF-8 | integer: zigzag varint | number: 8 B little-endian | bytes: as text
///       | array: bytes:varint (kind:u8 value)* | map: bytes:varint list | empty, false, true: nothing
/// </code>
/// Text is expected to be valid UTF-8; a reader replaces what is not.
/// </summary>
public sealed class AttributeList
{
    /// <summary>How deep arrays and maps may stand in each other.</summary>
    public const int DepthMax = 16;

    private readonly int[] open = new int[DepthMax];
    private readonly bool[] inMap = new bool[DepthMax];
    private byte[] buffer;
    private int length;
    private int depth;

    /// <summary>An empty list.</summary>
    public AttributeList() => buffer = [];

    /// <summary>How many attributes stand at the top.</summary>
    public int Count { get; private set; }

    /// <summary>The attributes as bytes; valid until the next change.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>Forgets all and keeps the buffer, unless it has become large.</summary>
    public void Clear()
    {
        if (buffer.Length > 64 * 1024)
        {
            buffer = [];
        }

        (length, depth, Count) = (0, 0, 0);
    }

    /// <summary>Takes over a whole list's bytes, for instance from another list.</summary>
    public void Append(ReadOnlySpan<byte> list, int count)
    {
        list.CopyTo(Room(list.Length));
        length += list.Length;
        Count += count;
    }

    /// <summary>Adds text. Inside an array the key is ignored, here and in all that follow.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text) => Block(key, AttributeKind.Text, text);

    /// <summary>Adds text.</summary>
    public void Add(ReadOnlySpan<byte> key, string text)
    {
        Head(key, AttributeKind.Text);
        Text(text);
    }

    /// <summary>Adds text.</summary>
    public void Add(string key, string text)
    {
        Head(key, AttributeKind.Text);
        Text(text);
    }

    /// <summary>Adds a whole number.</summary>
    public void Add(ReadOnlySpan<byte> key, long value)
    {
        Head(key, AttributeKind.Integer);
        Varint((ulong)((value << 1) ^ (value >> 63)));
    }

    /// <summary>Adds a whole number.</summary>
    public void Add(string key, long value)
    {
        Head(key, AttributeKind.Integer);
        Varint((ulong)((value << 1) ^ (value >> 63)));
    }

    /// <summary>Adds a decimal number.</summary>
    public void Add(ReadOnlySpan<byte> key, double value)
    {
        Head(key, AttributeKind.Number);
        Number(value);
    }

    /// <summary>Adds a decimal number.</summary>
    public void Add(string key, double value)
    {
        Head(key, AttributeKind.Number);
        Number(value);
    }

    /// <summary>Adds a truth value.</summary>
    public void Add(ReadOnlySpan<byte> key, bool value) => Head(key, value ? AttributeKind.True : AttributeKind.False);

    /// <summary>Adds a truth value.</summary>
    public void Add(string key, bool value) => Head(key, value ? AttributeKind.True : AttributeKind.False);

    /// <summary>Adds bytes.</summary>
    public void AddBytes(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Block(key, AttributeKind.Bytes, value);

    /// <summary>Adds a key without a value.</summary>
    public void AddEmpty(ReadOnlySpan<byte> key) => Head(key, AttributeKind.Empty);

    /// <summary>Opens an array or a map; what is added until <see cref="Close"/> stands in it.</summary>
    /// <returns>False where it would stand too deep: then nothing was opened, and the caller adds a text or nothing.</returns>
    public bool TryOpen(ReadOnlySpan<byte> key, AttributeKind kind)
    {
        if (depth == DepthMax || kind is not (AttributeKind.Array or AttributeKind.Map))
        {
            return false;
        }

        Head(key, kind);
        open[depth] = length;
        inMap[depth++] = kind == AttributeKind.Map;
        return true;
    }

    /// <summary>Closes what was opened last.</summary>
    public void Close()
    {
        var start = open[--depth];
        var bytes = length - start;
        var head = VarintBytes((ulong)bytes);
        Room(head);
        buffer.AsSpan(start, bytes).CopyTo(buffer.AsSpan(start + head));
        length = start;
        Varint((ulong)bytes);
        length += bytes;
    }

    private static int VarintBytes(ulong value) => ((63 - System.Numerics.BitOperations.LeadingZeroCount(value | 1)) / 7) + 1;

    private bool HasKey => depth == 0 || inMap[depth - 1];

    private void Head(ReadOnlySpan<byte> key, AttributeKind kind)
    {
        if (HasKey)
        {
            Varint((ulong)key.Length);
            key.CopyTo(Room(key.Length));
            length += key.Length;
        }

        Kind(kind);
    }

    private void Head(string key, AttributeKind kind)
    {
        if (HasKey)
        {
            Text(key);
        }

        Kind(kind);
    }

    private void Kind(AttributeKind kind)
    {
        Room(1)[0] = (byte)kind;
        length++;
        Count += depth == 0 ? 1 : 0;
    }

    private void Block(ReadOnlySpan<byte> key, AttributeKind kind, ReadOnlySpan<byte> value)
    {
        Head(key, kind);
        Varint((ulong)value.Length);
        value.CopyTo(Room(value.Length));
        length += value.Length;
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)bytes);
        length += Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    private void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);
        length += 8;
    }

    private void Varint(ulong value)
    {
        var room = Room(10);
        var at = 0;
        while (value >= 0x80)
        {
            room[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[at++] = (byte)value;
        length += at;
    }

    private Span<byte> Room(int bytes)
    {
        if (buffer.Length - length < bytes)
        {
            Array.Resize(ref buffer, Math.Max(Math.Max(256, 2 * buffer.Length), length + bytes));
        }

        return buffer.AsSpan(length);
    }
}
