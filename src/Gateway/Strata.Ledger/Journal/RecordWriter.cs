using System.Text.Unicode;

namespace Strata.Ledger.Journal;

/// <summary>Writes numbers and texts one behind the other into a buffer that is large enough. Allocates nothing.</summary>
internal ref struct RecordWriter(Span<byte> target)
{
    private readonly Span<byte> target = target;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public void Byte(int value) => target[Length++] = (byte)value;

    /// <summary>Seven bits a byte, low ones first; a negative number takes ten bytes.</summary>
    public void Number(long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            target[Length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        target[Length++] = (byte)rest;
    }

    /// <summary>0 for null, else 1 and the number.</summary>
    public void Optional(long? value)
    {
        Byte(value is null ? 0 : 1);
        if (value is { } known)
        {
            Number(known);
        }
    }

    public void Micros(TimeSpan span) => Number(span.Ticks / TimeSpan.TicksPerMicrosecond);

    public void Micros(TimeSpan? span) => Optional(span?.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Length in two bytes, then UTF-8; a text too long is cut at a whole code point, and what is no text becomes U+FFFD.</summary>
    public void Text(string text, int bytesMax)
    {
        var room = target.Slice(Length + 2, Math.Min(bytesMax, target.Length - Length - 2));
        Utf8.FromUtf16(text, room, out _, out var used);
        target[Length] = (byte)used;
        target[Length + 1] = (byte)(used >> 8);
        Length += 2 + used;
    }
}
