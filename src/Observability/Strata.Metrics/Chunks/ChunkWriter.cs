using System.Numerics;
using Strata.Metrics.Series;

namespace Strata.Metrics.Chunks;

/// <summary>
/// Samples of one series in rising order of time, packed: times by the difference of their differences, values by their exclusive-or with the one before
/// (the scheme of Gorilla, Pelkonen et al., VLDB 2015). A steady counter takes about two bytes a sample, an unchanged gauge two bits.
/// <code>
/// time   first: 64 bits · second: 64 bits of difference · then 0 | 10+7 | 110+9 | 1110+12 | 1111+64 bits of the difference of differences
/// value  first: 64 bits · then 0 (same) | 10 + bits in the window of the one before | 11 + 5 bits leading zeros + 6 bits length−1 + bits
/// </code>
/// </summary>
internal sealed class ChunkWriter
{
    /// <summary>Samples of one chunk at most.</summary>
    public const int SamplesMax = 240;

    private readonly BitWriter bits = new();
    private long difference;
    private ulong value;
    private int leading = 65;
    private int trailing;

    public int Count { get; private set; }

    public long FirstMs { get; private set; }

    public long LastMs { get; private set; }

    public ReadOnlySpan<byte> Bytes => bits.Written;

    /// <summary>Adds a sample; false where it is not later than the last one.</summary>
    public bool Add(Sample sample)
    {
        if (Count > 0 && sample.TimeMs <= LastMs)
        {
            return false;
        }

        if (Count == 0)
        {
            FirstMs = sample.TimeMs;
            bits.Write((ulong)sample.TimeMs, 64);
            bits.Write(value = BitConverter.DoubleToUInt64Bits(sample.Value), 64);
        }
        else
        {
            Time(sample.TimeMs - LastMs);
            Value(BitConverter.DoubleToUInt64Bits(sample.Value));
        }

        LastMs = sample.TimeMs;
        Count++;
        return true;
    }

    private void Time(long next)
    {
        if (Count == 1)
        {
            bits.Write((ulong)next, 64);
        }
        else
        {
            var change = next - difference;
            var (prefix, prefixBits, changeBits) = change switch
            {
                0 => (0UL, 1, 0),
                >= -64 and < 64 => (0b10UL, 2, 7),
                >= -256 and < 256 => (0b110UL, 3, 9),
                >= -2_048 and < 2_048 => (0b1110UL, 4, 12),
                _ => (0b1111UL, 4, 64),
            };
            bits.Write(prefix, prefixBits);
            if (changeBits > 0)
            {
                bits.Write(changeBits == 64 ? (ulong)change : (ulong)change & ((1UL << changeBits) - 1), changeBits);
            }
        }

        difference = next;
    }

    private void Value(ulong next)
    {
        var change = next ^ value;
        value = next;
        if (change == 0)
        {
            bits.Write(0, 1);
            return;
        }

        var (zeros, tail) = (Math.Min(31, BitOperations.LeadingZeroCount(change)), BitOperations.TrailingZeroCount(change));
        if (zeros >= leading && tail >= trailing)
        {
            bits.Write(0b10, 2);
            bits.Write(change >> trailing, 64 - leading - trailing);
            return;
        }

        (leading, trailing) = (zeros, tail);
        bits.Write(0b11, 2);
        bits.Write((ulong)leading, 5);
        bits.Write((ulong)(64 - leading - trailing - 1), 6);
        bits.Write(change >> trailing, 64 - leading - trailing);
    }
}
