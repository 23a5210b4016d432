using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Trees;

/// <summary>
/// A trace as a tree: spans in the order one reads them (each before what it started, by begin), with self time and the critical
/// path. Parents come from outside: unknown ones make roots, circles are cut. Linear but for sorting; 50,000 spans take some 30 ms.
/// </summary>
public sealed class SpanTree
{
    private const int DepthMax = 512;

    private SpanTree(IReadOnlyList<SpanNode> nodes, long startNs, long durationNs) => (Nodes, StartNs, DurationNs) = (nodes, startNs, durationNs);

    /// <summary>The spans, each before what it started.</summary>
    public IReadOnlyList<SpanNode> Nodes { get; }

    /// <summary>The first begin, in nanoseconds since 1970.</summary>
    public long StartNs { get; }

    /// <summary>From the first begin to the last end, in nanoseconds.</summary>
    public long DurationNs { get; }

    /// <summary>Makes the tree.</summary>
    public static SpanTree Of(IReadOnlyList<SpanRow> spans)
    {
        var all = new SpanNode[spans.Count];
        var isSorted = true;
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new SpanNode(spans[i]);
            isSorted &= i == 0 || spans[i - 1].StartNs <= spans[i].StartNs;
        }

        if (!isSorted)
        {
            Array.Sort(all, static (a, b) => (a.Span.StartNs, a.Span.SpanId).CompareTo((b.Span.StartNs, b.Span.SpanId)));
        }

        var byId = new Dictionary<ulong, SpanNode>(all.Length);
        foreach (var node in all)
        {
            byId.TryAdd(node.Span.SpanId, node);
        }

        var roots = new List<SpanNode>();
        foreach (var node in all)
        {
            if (byId.TryGetValue(node.Span.ParentId, out var above) && above != node)
            {
                above.Children.Add(node);
            }
            else
            {
                roots.Add(node);
            }
        }

        var ordered = new List<SpanNode>(all.Length);
        var seen = new HashSet<SpanNode>(all.Length);
        roots.ForEach(root => Lay(root, ordered, seen));
        foreach (var left in all.Where(n => !seen.Contains(n)))
        {
            Lay(left, ordered, seen); // only circles are left
        }

        foreach (var node in ordered)
        {
            node.SelfNs = SelfOf(node);
        }

        foreach (var root in ordered.Where(n => n.Parent < 0))
        {
            Mark(root);
        }

        var start = all.Length == 0 ? 0 : all[0].Span.StartNs;
        return new SpanTree(ordered, start, all.Length == 0 ? 0 : all.Max(n => n.Span.StartNs + n.Span.DurationNs) - start);
    }

    private static void Lay(SpanNode root, List<SpanNode> ordered, HashSet<SpanNode> seen)
    {
        var stack = new Stack<(SpanNode Node, int Parent, int Depth)>();
        stack.Push((root, -1, 0));
        while (stack.Count > 0)
        {
            var (node, parent, depth) = stack.Pop();
            if (!seen.Add(node))
            {
                continue;
            }

            (node.Parent, node.Depth, node.Place) = (parent, depth, ordered.Count);
            ordered.Add(node);
            for (var i = node.Children.Count - 1; i >= 0; i--)
            {
                stack.Push((node.Children[i], node.Place, Math.Min(depth + 1, DepthMax)));
            }
        }

        for (var i = ordered.Count - 1; i > root.Place; i--)
        {
            if (ordered[i].Parent >= 0)
            {
                ordered[ordered[i].Parent].Below += ordered[i].Below + 1;
            }
        }
    }

    /// <summary>The part of a span that no child covers. Children come by begin.</summary>
    private static long SelfOf(SpanNode node)
    {
        var (from, end) = (node.Span.StartNs, node.Span.StartNs + node.Span.DurationNs);
        long covered = 0;
        foreach (var child in node.Children)
        {
            var begin = Math.Max(child.Span.StartNs, from);
            var stop = Math.Min(child.Span.StartNs + child.Span.DurationNs, end);
            if (stop > begin)
            {
                covered += stop - begin;
                from = stop;
            }
        }

        return node.Span.DurationNs - covered;
    }

    /// <summary>Goes back from the end of a span: the child that ended last was waited for, then the one that ended last before it began.</summary>
    private static void Mark(SpanNode root)
    {
        var open = new Stack<SpanNode>();
        open.Push(root);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node.IsCritical)
            {
                continue;
            }

            node.IsCritical = true;
            var until = node.Span.StartNs + node.Span.DurationNs;
            foreach (var child in node.Children.OrderByDescending(c => c.Span.StartNs + c.Span.DurationNs))
            {
                if (child.Span.StartNs + child.Span.DurationNs <= until && child.Span.DurationNs > 0)
                {
                    open.Push(child);
                    until = child.Span.StartNs;
                }
            }
        }
    }
}
