using System.Text;

namespace Strata.Ledger.Journal;

/// <summary>Reads what <see cref="RecordWriter"/> wrote. Past the end or out of bounds it fails once and for good; it never throws.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> record)
{
    private ReadOnlySpan<byte> rest = record;

    /// <summary>Whether something was not as it must be.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether all bytes were read, and well.</summary>
    public readonly bool IsAtEnd => !Failed && rest.IsEmpty;

    public int Byte() => (int)Take(1, 1);

    /// <summary>A number of one byte up to a bound.</summary>
    public int Byte(int most)
    {
        var value = Byte();
        Failed |= value > most;
        return Failed ? 0 : value;
    }

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = (ulong)Take(1, 1);
            if (Failed || (shift == 63 && next > 1))
            {
                break;
            }

            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        Failed = true;
        return 0;
    }

    /// <summary>A number that counts things, up to a bound.</summary>
    public int Count(int most)
    {
        var value = Number();
        Failed |= value < 0 || value > most;
        return Failed ? 0 : (int)value;
    }

    public long? Optional() => Byte(1) == 0 ? null : Number();

    public TimeSpan Micros() => Span(Number());

    public TimeSpan? OptionalMicros() => Optional() is { } micros ? Span(micros) : null;

    public string Text(int bytesMax)
    {
        var length = (int)Take(2, 2);
        if (Failed || length > bytesMax || length > rest.Length)
        {
            Failed = true;
            return "";
        }

        var text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }

    private static TimeSpan Span(long micros) => new(Math.Clamp(micros, 0, TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond) * TimeSpan.TicksPerMicrosecond);

    private long Take(int bytes, int step)
    {
        if (Failed || rest.Length < bytes)
        {
            Failed = true;
            return 0;
        }

        var value = step == 1 ? rest[0] : rest[0] | (rest[1] << 8);
        rest = rest[bytes..];
        return value;
    }
}
