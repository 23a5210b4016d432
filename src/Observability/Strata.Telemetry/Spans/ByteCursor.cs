using System.Text;

namespace Strata.Telemetry.Spans;

/// <summary>
/// Reads the layout's primitives. The first value that does not fit sets <see cref="Broken"/>, and every read after it
/// returns nothing, so a caller checks once.
/// </summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> rest = data;

    public bool Broken { get; private set; }

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte()
    {
        var taken = Take(1);
        return taken.IsEmpty ? (byte)0 : taken[0];
    }

    public int Count()
    {
        var count = Varint();
        if (count > (ulong)rest.Length || count > SpanBatchLayout.CountMax)
        {
            Broken = true;
            return 0;
        }

        return (int)count;
    }

    public string Hex(int bytes)
    {
        var taken = Take(bytes);
        return taken.IndexOfAnyExcept((byte)0) < 0 ? "" : Convert.ToHexStringLower(taken);
    }

    public string Text()
    {
        var length = Varint();
        if (length > (ulong)rest.Length)
        {
            Broken = true;
            return "";
        }

        return Encoding.UTF8.GetString(Take((int)length));
    }

    public long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        Broken = true;
        return 0;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Broken || count > rest.Length)
        {
            Broken = true;
            rest = default;
            return default;
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
