using Strata.Traces.Api.Trees;
using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Compare;

/// <summary>
/// Lays two traces beside each other: what was started in the same place under the same name belongs together, in its order (the
/// longest common row of names among what one span started). What one has alone stands in between.
/// </summary>
public static class TraceDiff
{
    /// <summary>Rows at most; what is beyond is left out.</summary>
    public const int RowsMax = 5000;

    private const long CellsMax = 4_000_000;

    /// <summary>Compares.</summary>
    public static IReadOnlyList<DiffRow> Of(SpanTree left, SpanTree right)
    {
        var rows = new List<DiffRow>();
        var stack = new Stack<(SpanNode? Left, SpanNode? Right, int Depth)>();
        Push(stack, (Roots(left), Roots(right)), 0);
        while (stack.Count > 0 && rows.Count < RowsMax)
        {
            var (a, b, depth) = stack.Pop();
            rows.Add(new DiffRow(depth, a?.Span, b?.Span));
            Push(stack, (a?.Children ?? [], b?.Children ?? []), depth + 1);
        }

        return rows;
    }

    private static List<SpanNode> Roots(SpanTree tree) => [.. tree.Nodes.Where(n => n.Parent < 0)];

    private static void Push(Stack<(SpanNode? Left, SpanNode? Right, int Depth)> stack, (List<SpanNode> Left, List<SpanNode> Right) children, int depth)
    {
        var pairs = Pairs(children.Left, children.Right);
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            stack.Push((pairs[i].Left, pairs[i].Right, depth));
        }
    }

    private static List<(SpanNode? Left, SpanNode? Right)> Pairs(List<SpanNode> left, List<SpanNode> right)
    {
        var pairs = new List<(SpanNode?, SpanNode?)>(Math.Max(left.Count, right.Count));
        if ((long)left.Count * right.Count > CellsMax)
        {
            // Too many to weigh: the first against the first and so on.
            for (var at = 0; at < Math.Max(left.Count, right.Count); at++)
            {
                pairs.Add((at < left.Count ? left[at] : null, at < right.Count ? right[at] : null));
            }

            return pairs;
        }

        var common = new int[left.Count + 1, right.Count + 1];
        for (var a = left.Count - 1; a >= 0; a--)
        {
            for (var b = right.Count - 1; b >= 0; b--)
            {
                common[a, b] = Same(left[a].Span, right[b].Span) ? common[a + 1, b + 1] + 1 : Math.Max(common[a + 1, b], common[a, b + 1]);
            }
        }

        for (int a = 0, b = 0; a < left.Count || b < right.Count;)
        {
            if (a < left.Count && b < right.Count && Same(left[a].Span, right[b].Span))
            {
                pairs.Add((left[a++], right[b++]));
            }
            else if (a < left.Count && (b == right.Count || common[a + 1, b] >= common[a, b + 1]))
            {
                pairs.Add((left[a++], null));
            }
            else
            {
                pairs.Add((null, right[b++]));
            }
        }

        return pairs;
    }

    /// <summary>A call of another model is still the same call: what is named after its model goes by its operation.</summary>
    private static bool Same(SpanRow left, SpanRow right) =>
        left.Name == right.Name || (left.Operation.Length > 0 && left.Operation == right.Operation && left.Tool == right.Tool && left.Model.Length > 0 && right.Model.Length > 0);
}
