using Strata.Metrics.Series;

namespace Strata.Metrics.Chunks;

/// <summary>Reads what <see cref="ChunkWriter"/> wrote. Damaged bytes give a refusal, never a loop or a read beyond the end.</summary>
internal static class ChunkReader
{
    /// <summary>Appends the samples of a chunk.</summary>
    /// <returns>False where the bytes are not a chunk of so many samples; what was appended then means nothing.</returns>
    public static bool Read(ReadOnlySpan<byte> bytes, int count, List<Sample> into)
    {
        if (count is < 1 or > ChunkWriter.SamplesMax)
        {
            return false;
        }

        var bits = new BitReader(bytes);
        var (time, value, difference) = ((long)bits.Read(64), bits.Read(64), 0L);
        var (leading, length) = (0, 0);
        into.Add(new Sample(time, BitConverter.UInt64BitsToDouble(value)));
        for (var i = 1; i < count; i++)
        {
            difference = i == 1 ? (long)bits.Read(64) : difference + Change(ref bits);
            if (difference <= 0 || !Value(ref bits, ref value, ref leading, ref length) || bits.IsOver)
            {
                return false;
            }

            time += difference;
            into.Add(new Sample(time, BitConverter.UInt64BitsToDouble(value)));
        }

        return !bits.IsOver;
    }

    private static long Change(ref BitReader bits)
    {
        if (bits.Read(1) == 0)
        {
            return 0;
        }

        var size = bits.Read(1) == 0 ? 7 : bits.Read(1) == 0 ? 9 : bits.Read(1) == 0 ? 12 : 64;
        var raw = bits.Read(size);
        return size == 64 ? (long)raw : (long)(raw << (64 - size)) >> (64 - size);
    }

    private static bool Value(ref BitReader bits, ref ulong value, ref int leading, ref int length)
    {
        if (bits.Read(1) == 0)
        {
            return true;
        }

        if (bits.Read(1) == 1)
        {
            leading = (int)bits.Read(5);
            length = (int)bits.Read(6) + 1;
        }

        if (length == 0 || leading + length > 64)
        {
            return false;
        }

        value ^= bits.Read(length) << (64 - leading - length);
        return true;
    }
}
