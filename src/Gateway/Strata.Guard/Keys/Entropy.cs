namespace Strata.Guard.Keys;

/// <summary>How random a word looks.</summary>
internal static class Entropy
{
    /// <summary>Shannon entropy of the characters, in bits each.</summary>
    public static double Bits(ReadOnlySpan<char> text)
    {
        Span<short> counts = stackalloc short[128];
        counts.Clear();
        foreach (var c in text)
        {
            counts[c & 127]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / text.Length;
                bits -= share * Math.Log2(share);
            }
        }

        return bits;
    }

    public static int Distinct(ReadOnlySpan<char> text)
    {
        var low = 0UL;
        var high = 0UL;
        foreach (var c in text)
        {
            if ((c & 64) == 0)
            {
                low |= 1UL << (c & 63);
            }
            else
            {
                high |= 1UL << (c & 63);
            }
        }

        return System.Numerics.BitOperations.PopCount(low) + System.Numerics.BitOperations.PopCount(high);
    }
}
