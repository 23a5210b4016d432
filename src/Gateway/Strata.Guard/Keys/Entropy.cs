namespace Strata.Guard.Keys;

/// <summary>How random a word looks.</summary>
internal static class Entropy
{
    private const int TableLength = 512;

    /// <summary>n log₂ n: with it the sum grows with each character, and no second pass is needed.</summary>
    private static readonly double[] Weights = [.. Enumerable.Range(0, TableLength).Select(n => n == 0 ? 0 : n * Math.Log2(n))];

    /// <summary>Shannon entropy of the characters, in bits each; of the first 511.</summary>
    public static double Bits(ReadOnlySpan<char> text)
    {
        Span<short> counts = stackalloc short[128];
        counts.Clear();
        text = text[..Math.Min(text.Length, TableLength - 1)];
        var sum = 0.0;
        foreach (var c in text)
        {
            var count = counts[c & 127]++;
            sum += Weights[count + 1] - Weights[count];
        }

        return text.IsEmpty ? 0 : (Weights[text.Length] - sum) / text.Length;
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
