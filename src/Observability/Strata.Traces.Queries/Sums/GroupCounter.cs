using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Sums;

/// <summary>
/// Counts the spans of each value of a label, with the first and the last begin: by code within a table, by text across tables. Texts of
/// dictionaries stay bytes, so that hundreds of thousands of sessions cost no string but those of the page that is shown.
/// </summary>
internal sealed class GroupCounter(Label label)
{
    private readonly Dictionary<ReadOnlyMemory<byte>, Sum> sums = new(BytesComparer.Instance);
    private Sum[] byCode = [];

    /// <summary>Goes to another table, whose codes mean other texts.</summary>
    public void Begin(SpanTable table)
    {
        byCode = new Sum[table.LabelCount(label)];
        byCode.AsSpan().Fill(Sum.None);
    }

    public void Add(BlockView view, Bits rows)
    {
        var codes = view.Codes(label);
        var starts = view.Figures(Figure.Start);
        var facts = view.Figures(Figure.Facts);
        var words = rows.Words;
        for (var word = 0; word < words.Length && word * 64 < codes.Length; word++)
        {
            for (var rest = words[word]; rest != 0; rest &= rest - 1)
            {
                var row = (64 * word) + BitOperations.TrailingZeroCount(rest);
                if ((uint)codes[row] < (uint)byCode.Length)
                {
                    byCode[codes[row]].Add(starts[row], Facts.IsError(facts[row]));
                }
            }
        }
    }

    public void End(SpanTable table)
    {
        var texts = table.LabelTexts(label);
        for (var code = 1; code < byCode.Length; code++)
        {
            if (byCode[code].Spans > 0)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, texts(code), out var known);
                sum = known ? sum.With(byCode[code]) : byCode[code];
            }
        }
    }

    /// <summary>A page of the values, the last active first, and how many there are in all.</summary>
    public GroupSums Read(int skip, int take)
    {
        var wanted = (int)Math.Min((long)skip + take, sums.Count);
        var newest = new PriorityQueue<ReadOnlyMemory<byte>, (long, ReadOnlyMemory<byte>)>(Order);
        foreach (var (text, sum) in sums)
        {
            newest.Enqueue(text, (sum.LastNs, text));
            if (newest.Count > wanted)
            {
                newest.Dequeue();
            }
        }

        var page = new List<GroupSum>(take);
        while (newest.Count > skip)
        {
            var text = newest.Dequeue();
            var sum = sums[text];
            page.Add(new GroupSum(Encoding.UTF8.GetString(text.Span), sum.Spans, sum.Errors, sum.FirstNs, sum.LastNs));
        }

        page.Reverse();
        return new GroupSums(page, sums.Count);
    }

    /// <summary>The least active first; of equals, the greater text.</summary>
    private static readonly Comparer<(long Last, ReadOnlyMemory<byte> Text)> Order =
        Comparer<(long Last, ReadOnlyMemory<byte> Text)>.Create((a, b) => a.Last != b.Last ? a.Last.CompareTo(b.Last) : b.Text.Span.SequenceCompareTo(a.Text.Span));

    private struct Sum
    {
        public static readonly Sum None = new() { FirstNs = long.MaxValue, LastNs = long.MinValue };

        public long Spans;
        public long Errors;
        public long FirstNs;
        public long LastNs;

        public void Add(long start, bool isError)
        {
            Spans++;
            Errors += isError ? 1 : 0;
            FirstNs = Math.Min(FirstNs, start);
            LastNs = Math.Max(LastNs, start);
        }

        public readonly Sum With(in Sum other) => new()
        {
            Spans = Spans + other.Spans, Errors = Errors + other.Errors, FirstNs = Math.Min(FirstNs, other.FirstNs), LastNs = Math.Max(LastNs, other.LastNs),
        };
    }
}
