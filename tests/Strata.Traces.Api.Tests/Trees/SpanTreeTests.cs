using Strata.Traces.Api.Compare;
using Strata.Traces.Api.Trees;
using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Tests.Trees;

public sealed class SpanTreeTests
{
    [Fact]
    public void Each_span_stands_before_what_it_started_with_its_own_time()
    {
        var tree = SpanTree.Of([Row(3, 1, 40, 90), Row(1, 0, 0, 100), Row(2, 1, 10, 30), Row(4, 3, 50, 60)]);
        Assert.Equal([1UL, 2, 3, 4], tree.Nodes.Select(n => n.Span.SpanId));
        Assert.Equal([0, 1, 1, 2], tree.Nodes.Select(n => n.Depth));
        Assert.Equal([3, 0, 1, 0], tree.Nodes.Select(n => n.Below));
        Assert.Equal([30L, 20, 40, 10], tree.Nodes.Select(n => n.SelfNs));
        Assert.Equal((0, 100), (tree.StartNs, tree.DurationNs));
    }

    [Fact]
    public void Time_that_two_children_share_is_taken_away_once() =>
        Assert.Equal(100 - 60, SpanTree.Of([Row(1, 0, 0, 100), Row(2, 1, 10, 50), Row(3, 1, 30, 70)]).Nodes[0].SelfNs);

    [Fact]
    public void What_was_waited_for_is_marked()
    {
        var tree = SpanTree.Of([Row(1, 0, 0, 100), Row(2, 1, 0, 40), Row(3, 1, 5, 20), Row(4, 1, 45, 99)]);
        Assert.Equal([1UL, 2, 4], tree.Nodes.Where(n => n.IsCritical).Select(n => n.Span.SpanId));
    }

    [Fact]
    public void Unknown_parents_make_roots_and_circles_are_cut()
    {
        var tree = SpanTree.Of([Row(1, 77, 0, 10), Row(2, 3, 1, 5), Row(3, 2, 2, 4), Row(4, 4, 3, 9)]);
        Assert.Equal(4, tree.Nodes.Count);
        Assert.All(tree.Nodes, n => Assert.True(n.Parent < tree.Nodes.Count));
        Assert.Empty(SpanTree.Of([]).Nodes);
    }

    [Fact]
    public void Two_traces_are_laid_beside_each_other_by_name_and_order()
    {
        var left = SpanTree.Of([Row(1, 0, 0, 100, "root"), Row(2, 1, 1, 10, "a"), Row(3, 1, 11, 20, "b"), Row(4, 1, 21, 30, "c")]);
        var right = SpanTree.Of([Row(11, 0, 0, 90, "root"), Row(12, 11, 1, 20, "a"), Row(14, 11, 21, 30, "c"), Row(15, 11, 31, 40, "d")]);
        var rows = TraceDiff.Of(left, right);
        Assert.Equal(["root|root", "a|a", "b|", "c|c", "|d"], rows.Select(r => $"{r.Left?.Name}|{r.Right?.Name}"));
        Assert.Equal([-10L, 10, null, 0, null], rows.Select(r => r.DurationNs));
    }

    private static SpanRow Row(ulong id, ulong parent, long from, long to, string name = "") => new()
    {
        SpanId = id, ParentId = parent, StartNs = from, DurationNs = to - from, Name = name, Service = "", Operation = "", Provider = "", Model = "", Session = "", User = "", Key = "", Tool = "",
            ErrorType = "", Preview = "",
    };
}
