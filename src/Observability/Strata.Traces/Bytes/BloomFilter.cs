namespace Strata.Traces.Bytes;

/// <summary>
/// Bloom filters over 64-bit hashes: six probes into 512-bit lines, ten bits an entry: about one wrong "maybe" in a hundred.
/// A probe touches one cache line. The bytes are what is stored.
/// </summary>
internal static class BloomFilter
{
    public const int LineBytes = 64;
    private const int BitsPerEntry = 10;
    private const int Probes = 6;

    public static byte[] Of(ICollection<ulong> hashes)
    {
        var lines = Math.Max(1, ((hashes.Count * BitsPerEntry) + 511) / 512);
        var filter = new byte[lines * LineBytes];
        foreach (var hash in hashes)
        {
            var line = filter.AsSpan(LineOf(hash, filter.Length), LineBytes);
            var bits = hash;
            for (var probe = 0; probe < Probes; probe++, bits >>= 9)
            {
                line[(int)(bits >> 3) & 63] |= (byte)(1 << ((int)bits & 7));
            }
        }

        return filter;
    }

    /// <summary>Where the line of a hash begins in a filter of some bytes.</summary>
    public static int LineOf(ulong hash, int filterBytes) => (int)Math.BigMul(Hash64.Of(hash), (ulong)(filterBytes / LineBytes), out _) * LineBytes;

    /// <summary>Whether the line of a hash may hold it.</summary>
    public static bool MayHold(ReadOnlySpan<byte> line, ulong hash)
    {
        var bits = hash;
        for (var probe = 0; probe < Probes; probe++, bits >>= 9)
        {
            if ((line[(int)(bits >> 3) & 63] & (1 << ((int)bits & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
