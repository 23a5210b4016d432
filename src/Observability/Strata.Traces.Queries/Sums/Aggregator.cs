using System.Runtime.InteropServices;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Rollups;
using Strata.Traces.Segments;

namespace Strata.Traces.Queries.Sums;

/// <summary>Sums rows, and cells of roll-ups, by group and step.</summary>
internal sealed class Aggregator(Label[] groups, TimeRange range, long stepNs, IReadOnlyList<Measure> measures)
{
    private readonly int steps = stepNs == 0 ? 1 : (int)((range.ToNs - range.FromNs) / stepNs);
    private readonly Dictionary<(string, string), int> numbers = [];
    private readonly List<(string, string)> keys = [];
    private readonly List<AggregateCell?[]> cells = [];
    private readonly Dictionary<long, int> ofCodes = [];
    private readonly int[] none = new int[ColumnSet.BlockRows];
    private readonly bool wantsTokens = measures.Contains(Measure.Tokens);
    private int[] ofCode = [];
    private int other = -1;

    public bool Truncated => other >= 0;

    /// <summary>Goes to another table, whose codes mean other texts.</summary>
    public void Begin(SpanTable table)
    {
        ofCodes.Clear();
        ofCode = new int[groups.Length == 1 ? table.LabelCount(groups[0]) : 0];
        ofCode.AsSpan().Fill(-1);
    }

    public void Add(BlockView view, Bits rows)
    {
        var starts = view.Figures(Figure.Start);
        var facts = view.Figures(Figure.Facts);
        var durations = view.Figures(Figure.Duration);
        var firsts = view.Figures(Figure.FirstToken);
        var first = groups.Length > 0 ? view.Codes(groups[0]) : none;
        var second = groups.Length > 1 ? view.Codes(groups[1]) : none;
        Span<int> used = stackalloc int[CubeSpec.Sums.Length];
        var count = UsedSums(view, used);
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            var cell = Cell(view.Table, first[row], second[row], stepNs == 0 ? 0 : (starts[row] - range.FromNs) / stepNs);
            cell.Spans++;
            cell.Errors += Facts.IsError(facts[row]) ? 1 : 0;
            cell.Entries += (facts[row] & Facts.Entry) != 0 ? 1 : 0;
            cell.FirstNs = Math.Min(cell.FirstNs ?? long.MaxValue, starts[row]);
            cell.LastNs = Math.Max(cell.LastNs ?? long.MinValue, starts[row]);
            if ((facts[row] & (Facts.Priced | Facts.HasUsage)) != 0)
            {
                cell.Priced += (facts[row] & Facts.Priced) != 0 ? 1 : 0;
                cell.Unpriced += (facts[row] & Facts.Priced) == 0 ? 1 : 0;
            }

            for (var i = 0; i < count; i++)
            {
                cell.Sums[used[i]] += view.Figures(CubeSpec.Sums[used[i]])[row];
            }

            foreach (var measure in measures)
            {
                switch (measure)
                {
                    case Measure.Latency:
                        cell.Make(measure).Add(durations[row]);
                        break;
                    case Measure.FirstToken when firsts[row] > 0:
                        cell.Make(measure).Add(firsts[row] - 1);
                        break;
                    case Measure.Cost when (facts[row] & Facts.Priced) != 0:
                        cell.Make(measure).Add(view.Figures(Figure.Cost)[row]);
                        break;
                    case Measure.Tokens when wantsTokens && (facts[row] & Facts.HasUsage) != 0:
                        cell.Make(measure).Add(RowReader.Usage(view, row).Total);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    /// <summary>Adds the cells of a roll-up that pass; <paramref name="rowsOf"/> says which, block by block.</summary>
    public void Add(Segment segment, CubePart part, CubeTable cube, Func<BlockView, Bits, int, bool> rowsOf)
    {
        var targets = new AggregateCell?[cube.Cells.Count];
        var view = new BlockView();
        var rows = new Bits(ColumnSet.BlockRows);
        for (var block = 0; block < cube.Blocks; block++)
        {
            if (!rowsOf(view, rows, block))
            {
                continue;
            }

            var first = groups.Length > 0 ? view.Codes(groups[0]) : none;
            var second = groups.Length > 1 ? view.Codes(groups[1]) : none;
            for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
            {
                var index = (block * ColumnSet.BlockRows) + row;
                var start = part.StepNs == 0 ? segment.CountedStarts.Min : cube.Cells.Start[index];
                var step = stepNs == 0 ? 0 : (Math.Max(start, range.FromNs) - range.FromNs) / stepNs;
                targets[index] = Add(cube.Cells, index, Cell(segment, first[row], second[row], step));
            }
        }

        foreach (var measure in measures)
        {
            var cursor = new ByteCursor(segment.CubeQuantiles(part, measure));
            foreach (var target in targets)
            {
                Quantiles.Read(ref cursor, target?.Make(measure));
            }
        }
    }

    public Aggregate Read()
    {
        var read = new List<(long Spans, AggregateGroup Group)>(keys.Count);
        for (var number = 0; number < keys.Count; number++)
        {
            var (first, second) = keys[number];
            string[] names = number == other ? [] : groups.Length switch { 0 => [], 1 => [first], _ => [first, second] };
            read.Add((cells[number].Sum(c => c?.Spans ?? 0), new AggregateGroup(names, cells[number])));
        }

        return new Aggregate(range.FromNs, stepNs, [.. read.OrderByDescending(g => g.Spans).Select(g => g.Group)], Truncated);
    }

    private static AggregateCell Add(CubeCells cells, int index, AggregateCell cell)
    {
        var rows = cells.Rows[index];
        cell.Spans += rows;
        cell.Errors += Facts.IsError(cells.Facts[index]) ? rows : 0;
        cell.Entries += (cells.Facts[index] & Facts.Entry) != 0 ? rows : 0;
        cell.Priced += cells.Priced[index];
        cell.Unpriced += cells.Unpriced[index];
        for (var i = 0; i < cell.Sums.Length; i++)
        {
            cell.Sums[i] += cells.Sums[i][index];
        }

        return cell;
    }

    private static int UsedSums(BlockView view, Span<int> used)
    {
        var count = 0;
        for (var i = 0; i < CubeSpec.Sums.Length; i++)
        {
            if (view.Table.FigureRange(view.Block, CubeSpec.Sums[i]) != (0, 0))
            {
                used[count++] = i;
            }
        }

        return count;
    }

    private AggregateCell Cell(SpanTable table, int first, int second, long step)
    {
        int group;
        if (groups.Length == 1 && first < ofCode.Length)
        {
            ref var known = ref ofCode[first];
            group = known = known >= 0 ? known : Group(table.LabelText(groups[0], first), "");
        }
        else if (groups.Length == 0)
        {
            group = keys.Count > 0 ? 0 : Group("", "");
        }
        else
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(ofCodes, ((long)first << 32) | (uint)second, out var exists);
            group = known = exists ? known : Group(table.LabelText(groups[0], first), groups.Length > 1 ? table.LabelText(groups[1], second) : "");
        }

        return cells[group][Math.Clamp(step, 0, steps - 1)] ??= new AggregateCell();
    }

    private int Group(string first, string second)
    {
        if (numbers.TryGetValue((first, second), out var number))
        {
            return number;
        }

        if (keys.Count >= AggregateQuery.GroupsMax)
        {
            return other = other >= 0 ? other : New("", "");
        }

        number = New(first, second);
        numbers.Add((first, second), number);
        return number;
    }

    private int New(string first, string second)
    {
        keys.Add((first, second));
        cells.Add(new AggregateCell?[steps]);
        return keys.Count - 1;
    }
}
