namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// Byte-pair merging: again and again the pair of lowest rank, the leftmost of equals, becomes one symbol. Short words
/// are scanned (quadratic, but in registers); long ones go through <see cref="BucketMerger"/>. Both give the same result.
/// </summary>
internal static class PairMerger
{
    private const int ShortMax = 48;

    /// <summary>Merges in place.</summary>
    /// <param name="table">What merges.</param>
    /// <param name="symbols">The symbols; the result stands at the front.</param>
    /// <param name="lengths">A length per symbol that is summed along, or empty.</param>
    /// <returns>How many symbols are left.</returns>
    public static int Merge(PairTable table, Span<int> symbols, Span<int> lengths) =>
        symbols.Length <= ShortMax ? MergeShort(table, symbols, lengths) : new BucketMerger(table, symbols.Length).Merge(symbols, lengths);

    internal static int MergeShort(PairTable table, Span<int> symbols, Span<int> lengths)
    {
        var count = symbols.Length;
        Span<int> ranks = stackalloc int[ShortMax];
        Span<int> merged = stackalloc int[ShortMax];
        for (var i = 0; i + 1 < count; i++)
        {
            ranks[i] = table.Rank(symbols[i], symbols[i + 1], out merged[i]);
        }

        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i < count - 1; i++)
            {
                best = ranks[i] < ranks[best] ? i : best;
            }

            if (ranks[best] == int.MaxValue)
            {
                break;
            }

            symbols[best] = merged[best];
            Remove(symbols, best + 1, count);
            if (!lengths.IsEmpty)
            {
                lengths[best] += lengths[best + 1];
                Remove(lengths, best + 1, count);
            }

            Remove(ranks, best + 1, count - 1);
            Remove(merged, best + 1, count - 1);
            count--;
            Rescan(table, symbols[..count], ranks, merged, best);
        }

        return count;
    }

    private static void Rescan(PairTable table, Span<int> symbols, Span<int> ranks, Span<int> merged, int at)
    {
        if (at > 0)
        {
            ranks[at - 1] = table.Rank(symbols[at - 1], symbols[at], out merged[at - 1]);
        }

        if (at + 1 < symbols.Length)
        {
            ranks[at] = table.Rank(symbols[at], symbols[at + 1], out merged[at]);
        }
    }

    private static void Remove(Span<int> items, int at, int count)
    {
        if (at < count - 1)
        {
            items[(at + 1)..count].CopyTo(items[at..]);
        }
    }
}
