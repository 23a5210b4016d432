using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Rows whose facts under a mask have some value.</summary>
internal sealed class FactsTest(long mask, long value) : RowTest
{
    public override int Price => 1;

    public override void Keep(BlockView view, Bits rows)
    {
        var facts = view.Figures(Figure.Facts);
        var words = rows.Words;
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
            {
                continue;
            }

            var part = facts[(64 * word)..Math.Min(facts.Length, (64 * word) + 64)];
            ulong kept = 0;
            for (var i = 0; i < part.Length; i++)
            {
                kept |= ((part[i] & mask) == value ? 1UL : 0) << i;
            }

            words[word] &= kept;
        }
    }
}
