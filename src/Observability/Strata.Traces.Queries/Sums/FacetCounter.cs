using System.Runtime.InteropServices;
using System.Text;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Rollups;

namespace Strata.Traces.Queries.Sums;

/// <summary>Counts a field's values: by code within a table, by text across tables.</summary>
internal sealed class FacetCounter(Label label)
{
    private readonly Dictionary<ReadOnlyMemory<byte>, long> counts = new(BytesComparer.Instance);
    private long[] byCode = [];

    public Label Label => label;

    public void Begin(SpanTable table) => byCode = new long[table.LabelCount(label)];

    public void Add(BlockView view, Bits rows)
    {
        var codes = view.Codes(label);
        var words = rows.Words;
        var most = (uint)byCode.Length;
        for (var word = 0; word < words.Length && word * 64 < codes.Length; word++)
        {
            var part = codes[(64 * word)..Math.Min(codes.Length, (64 * word) + 64)];
            if (words[word] == ulong.MaxValue)
            {
                foreach (var code in part)
                {
                    Count(code, 1, most);
                }

                continue;
            }

            for (var rest = words[word]; rest != 0; rest &= rest - 1)
            {
                Count(part[System.Numerics.BitOperations.TrailingZeroCount(rest)], 1, most);
            }
        }
    }

    public void Add(CubeTable cube, BlockView view, Bits rows)
    {
        var codes = view.Codes(label);
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            Count(codes[row], cube.Cells.Rows[(view.Block * ColumnSet.BlockRows) + row], (uint)byCode.Length);
        }
    }

    public void End(SpanTable table)
    {
        var texts = table.LabelTexts(label);
        for (var code = 0; code < byCode.Length; code++)
        {
            if (byCode[code] > 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, texts(code), out _) += byCode[code];
            }
        }
    }

    public Facet Read(string field, int limit)
    {
        var most = new PriorityQueue<ReadOnlyMemory<byte>, long>();
        foreach (var (text, count) in counts)
        {
            if (most.Count < limit)
            {
                most.Enqueue(text, count);
            }
            else
            {
                most.EnqueueDequeue(text, count);
            }
        }

        return new(field, counts.Count, [.. most.UnorderedItems.OrderByDescending(c => c.Priority).Select(c => new FacetValue(Encoding.UTF8.GetString(c.Element.Span), c.Priority))]);
    }

    private void Count(int code, long count, uint most)
    {
        if ((uint)code < most)
        {
            byCode[code] += count;
        }
    }
}
