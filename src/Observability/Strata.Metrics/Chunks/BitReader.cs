namespace Strata.Metrics.Chunks;

/// <summary>Reads bits; asking beyond the end says so instead of reading on.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private long at;

    /// <summary>Whether more was asked for than there is; what was read then means nothing.</summary>
    public bool IsOver { get; private set; }

    public ulong Read(int count)
    {
        if (at + count > bytes.Length * 8L)
        {
            IsOver = true;
            return 0;
        }

        ulong value = 0;
        for (var left = count; left > 0;)
        {
            var have = 8 - (int)(at & 7);
            var take = Math.Min(have, left);
            value = (value << take) | ((uint)bytes[(int)(at >> 3)] >> (have - take) & ((1u << take) - 1));
            at += take;
            left -= take;
        }

        return value;
    }
}
