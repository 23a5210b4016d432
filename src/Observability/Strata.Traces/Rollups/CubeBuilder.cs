using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Rollups;

/// <summary>
/// Sums the rows of a segment into cells: by a stretch of time, the labels of <see cref="CubeSpec"/>, error and entry. Counts
/// every row, also those that a sampler leaves out of the segment.
/// </summary>
internal sealed class CubeBuilder
{
    private readonly long stepNs;
    private readonly int labelsKept;
    private readonly List<int> first = [];
    private readonly List<long> rows = [];
    private readonly List<long> unpriced = [];
    private readonly List<long> priced = [];
    private readonly List<long[]> sums = [];
    private readonly List<Quantiles?[]> quantiles = [];
    private readonly int[][] codes;
    private readonly long[][] figures;
    private int[] slots = new int[1024];
    private ulong[] hashes = new ulong[512];

    /// <summary>Columns over all rows; a step of 0 takes all rows as one stretch.</summary>
    private CubeBuilder(int[][] codes, long[][] figures, long stepNs, int labelsKept)
    {
        (this.codes, this.figures, this.stepNs, this.labelsKept) = (codes, figures, stepNs, labelsKept);
    }

    /// <summary>Builds a cube, or null where there would be more cells than <paramref name="cellsMax"/>.</summary>
    public static (CubeCells Cells, Quantiles?[][] Quantiles)? Build(int[][] codes, long[][] figures, long stepNs, int labelsKept, int cellsMax)
    {
        var builder = new CubeBuilder(codes, figures, stepNs, labelsKept);
        var count = figures[(int)Figure.Start].Length;
        for (var row = 0; row < count; row++)
        {
            builder.Add(row);
            if (builder.first.Count > cellsMax)
            {
                return null;
            }
        }

        return (builder.Cells(), [.. builder.quantiles]);
    }

    private void Add(int row)
    {
        var cell = Cell(row);
        var facts = figures[(int)Figure.Facts][row];
        var sum = sums[cell];
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = unchecked(sum[i] + figures[(int)CubeSpec.Sums[i]][row]);
        }

        rows[cell]++;
        var parts = quantiles[cell];
        (parts[(int)Measure.Latency] ??= new Quantiles()).Add(figures[(int)Figure.Duration][row]);
        if (figures[(int)Figure.FirstToken][row] is var firstToken and > 0)
        {
            (parts[(int)Measure.FirstToken] ??= new Quantiles()).Add(firstToken - 1);
        }

        if ((facts & Facts.HasUsage) != 0)
        {
            long tokens = 0;
            for (var figure = Figure.Input; figure < Figure.ToolCalls; figure++)
            {
                tokens += figures[(int)figure][row];
            }

            (parts[(int)Measure.Tokens] ??= new Quantiles()).Add(tokens);
        }

        if ((facts & Facts.Priced) != 0)
        {
            priced[cell]++;
            (parts[(int)Measure.Cost] ??= new Quantiles()).Add(figures[(int)Figure.Cost][row]);
        }
        else if ((facts & Facts.HasUsage) != 0)
        {
            unpriced[cell]++;
        }
    }

    private long Step(int row) => stepNs == 0 ? 0 : figures[(int)Figure.Start][row] / stepNs;

    private int Cell(int row)
    {
        var hash = Hash64.Of((ulong)Step(row), (ulong)(figures[(int)Figure.Facts][row] & CubeSpec.FactsKept));
        for (var i = 0; i < labelsKept; i++)
        {
            hash = Hash64.Of(hash, (ulong)codes[(int)CubeSpec.Labels[i]][row]);
        }

        if (2 * first.Count >= slots.Length)
        {
            Grow();
        }

        for (var slot = (int)(hash >> 32) & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var cell = slots[slot] - 1;
            if (cell < 0)
            {
                slots[slot] = first.Count + 1;
                return New(row, hash);
            }

            if (hashes[cell] == hash && Same(first[cell], row))
            {
                return cell;
            }
        }
    }

    private bool Same(int left, int right)
    {
        var facts = figures[(int)Figure.Facts];
        if (Step(left) != Step(right) || ((facts[left] ^ facts[right]) & CubeSpec.FactsKept) != 0)
        {
            return false;
        }

        for (var i = 0; i < labelsKept; i++)
        {
            var column = codes[(int)CubeSpec.Labels[i]];
            if (column[left] != column[right])
            {
                return false;
            }
        }

        return true;
    }

    private int New(int row, ulong hash)
    {
        if (first.Count == hashes.Length)
        {
            Array.Resize(ref hashes, 2 * hashes.Length);
        }

        hashes[first.Count] = hash;
        first.Add(row);
        rows.Add(0);
        unpriced.Add(0);
        priced.Add(0);
        sums.Add(new long[CubeSpec.Sums.Length]);
        quantiles.Add(new Quantiles?[CubeSpec.Measures]);
        return first.Count - 1;
    }

    private void Grow()
    {
        slots = new int[4 * slots.Length];
        for (var cell = 0; cell < first.Count; cell++)
        {
            var slot = (int)(hashes[cell] >> 32) & (slots.Length - 1);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = cell + 1;
        }
    }

    private CubeCells Cells()
    {
        var cells = new CubeCells(first.Count) { LabelsKept = labelsKept };
        for (var cell = 0; cell < first.Count; cell++)
        {
            var row = first[cell];
            for (var i = 0; i < labelsKept; i++)
            {
                cells.Codes[i][cell] = codes[(int)CubeSpec.Labels[i]][row];
            }

            cells.Start[cell] = Step(row) * stepNs;
            cells.Facts[cell] = figures[(int)Figure.Facts][row] & CubeSpec.FactsKept;
            (cells.Rows[cell], cells.Unpriced[cell], cells.Priced[cell]) = (rows[cell], unpriced[cell], priced[cell]);
            for (var i = 0; i < CubeSpec.Sums.Length; i++)
            {
                cells.Sums[i][cell] = sums[cell][i];
            }
        }

        return cells;
    }
}
