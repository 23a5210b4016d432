using Strata.Telemetry.Spans;
using Strata.Telemetry.Traces;

namespace Strata.Console.Charts;

/// <summary>
/// Orders a trace's spans as a tree, in the order they began, and computes self time (time in which no child ran) and the
/// critical path (from each span to the children that, walked back from its end, it waited for). O(n log n); a cycle or a
/// parent that is not there makes a root.
/// </summary>
internal static class WaterfallLayout
{
    /// <summary>Rows that a page draws.</summary>
    public const int RowsMax = 1_000;

    private const int DepthMax = 64;

    public static IReadOnlyList<WaterfallRow> Of(Trace trace)
    {
        var byId = trace.Spans.GroupBy(s => s.SpanId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var children = trace.Spans.Where(s => byId.ContainsKey(s.ParentId) && s.ParentId != s.SpanId).ToLookup(s => s.ParentId, StringComparer.Ordinal);
        var rows = new List<WaterfallRow>(trace.Spans.Count);
        var seen = new HashSet<SpanRecord>(ReferenceEqualityComparer.Instance);
        var critical = new HashSet<string>(StringComparer.Ordinal);
        var roots = trace.Spans.Where(s => !byId.ContainsKey(s.ParentId) || s.ParentId == s.SpanId).ToArray();
        if (roots.MaxBy(s => s.End) is { } last)
        {
            MarkCritical(last, children, critical, 0);
        }

        // What no root reaches is a ring of parents: its spans are drawn as roots.
        foreach (var root in roots.Concat(trace.Spans))
        {
            Add(root, 0);
        }

        return rows;

        void Add(SpanRecord span, int depth)
        {
            if (!seen.Add(span))
            {
                return;
            }

            rows.Add(new WaterfallRow(span, depth, span.Start - trace.Summary.Start, SelfTime(span, children[span.SpanId]), critical.Contains(span.SpanId)));
            foreach (var child in children[span.SpanId].OrderBy(c => c.Start))
            {
                Add(child, Math.Min(depth + 1, DepthMax));
            }
        }
    }

    private static TimeSpan SelfTime(SpanRecord span, IEnumerable<SpanRecord> children)
    {
        var covered = TimeSpan.Zero;
        var upTo = span.Start;
        foreach (var child in children.OrderBy(c => c.Start))
        {
            var from = child.Start > upTo ? child.Start : upTo;
            var to = child.End < span.End ? child.End : span.End;
            if (to > from)
            {
                covered += to - from;
                upTo = to;
            }
        }

        return span.Duration - covered;
    }

    private static void MarkCritical(SpanRecord span, ILookup<string, SpanRecord> children, HashSet<string> critical, int depth)
    {
        if (depth > DepthMax || !critical.Add(span.SpanId))
        {
            return;
        }

        var until = span.End;
        foreach (var child in children[span.SpanId].Where(c => c.Start < span.End).OrderByDescending(c => c.End))
        {
            if (child.End <= until || until == span.End)
            {
                MarkCritical(child, children, critical, depth + 1);
                until = child.Start;
            }
        }
    }
}
