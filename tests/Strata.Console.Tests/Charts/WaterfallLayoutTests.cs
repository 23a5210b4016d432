using Strata.Console.Charts;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Traces;

namespace Strata.Console.Tests.Charts;

public sealed class WaterfallLayoutTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Self_time_is_what_no_child_covers_and_the_critical_path_is_what_was_waited_for()
    {
        var rows = Rows(("root", "", 0, 100), ("fast", "root", 5, 20), ("slow", "root", 10, 90), ("inner", "slow", 20, 60), ("last", "root", 92, 98));
        Assert.Equal(["root", "fast", "slow", "inner", "last"], rows.Select(r => r.Span.Name));
        Assert.Equal([0, 1, 1, 2, 1], rows.Select(r => r.Depth));
        Assert.Equal([9, 15, 40, 40, 6], rows.Select(r => r.Self.TotalMilliseconds));
        Assert.Equal([true, false, true, true, true], rows.Select(r => r.Critical));
    }

    [Fact]
    public void A_ring_of_parents_and_a_lost_parent_are_drawn_and_end()
    {
        var rows = Rows(("a", "b", 0, 10), ("b", "a", 0, 10), ("orphan", "gone", 1, 2), ("self", "self", 1, 3));
        Assert.Equal(4, rows.Count);
    }

    private static IReadOnlyList<WaterfallRow> Rows(params (string Id, string Parent, int From, int To)[] spans)
    {
        var records = spans.Select(s => new SpanRecord
        {
            TraceId = "t", SpanId = s.Id, ParentId = s.Parent, Name = s.Id, Start = Noon.AddMilliseconds(s.From), Duration = TimeSpan.FromMilliseconds(s.To - s.From),
        }).ToArray();
        return WaterfallLayout.Of(new Trace(new TraceSummary { TraceId = "t", Name = "t", Start = Noon }, records));
    }
}
