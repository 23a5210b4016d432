using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Rows whose number, or sum of numbers, lies in a range, ends included.</summary>
internal sealed class FigureTest(SpanTable table, IReadOnlyList<Figure> figures, long least, long most) : RowTest
{
    private readonly long[] sums = new long[figures.Count > 1 ? ColumnSet.BlockRows : 0];

    public override bool IsNever => least > most;

    public override int Price => 1 + figures.Count;

    public override bool MayPass(int block)
    {
        var (min, max) = Range(block);
        return max >= least && min <= most;
    }

    public override void Keep(BlockView view, Bits rows)
    {
        var (min, max) = Range(view.Block);
        if (min >= least && max <= most)
        {
            return;
        }

        var values = figures.Count == 1 ? view.Figures(figures[0]) : Sum(view);
        var words = rows.Words;
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
            {
                continue;
            }

            var part = values[(64 * word)..Math.Min(values.Length, (64 * word) + 64)];
            ulong kept = 0;
            for (var i = 0; i < part.Length; i++)
            {
                kept |= (part[i] >= least && part[i] <= most ? 1UL : 0) << i;
            }

            words[word] &= kept;
        }
    }

    private ReadOnlySpan<long> Sum(BlockView view)
    {
        var into = sums.AsSpan(0, view.Rows);
        into.Clear();
        foreach (var figure in figures)
        {
            if (table.FigureRange(view.Block, figure) == (0, 0))
            {
                continue;
            }

            var values = view.Figures(figure);
            for (var row = 0; row < into.Length; row++)
            {
                into[row] += values[row];
            }
        }

        return into;
    }

    private (long Min, long Max) Range(int block)
    {
        var (min, max) = ((Int128)0, (Int128)0);
        foreach (var figure in figures)
        {
            var range = table.FigureRange(block, figure);
            (min, max) = (min + range.Min, max + range.Max);
        }

        return ((long)Int128.Max(min, long.MinValue), (long)Int128.Min(max, long.MaxValue));
    }
}
