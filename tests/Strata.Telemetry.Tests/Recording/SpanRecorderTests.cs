using System.Diagnostics;
using Strata.Telemetry.Recording;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Tests.Recording;

public sealed class SpanRecorderTests
{
    [Fact]
    public void A_child_belongs_to_the_project_of_the_span_that_started_it()
    {
        using var source = new ActivitySource("Strata.Test.Inherit");
        using var recorder = Started(new SpanLimits());
        using (var parent = source.StartActivity("request")!)
        {
            source.StartActivity("early", ActivityKind.Internal, parent.Context)!.Dispose();
            var late = source.StartActivity("decode", ActivityKind.Internal, parent.Context)!;
            parent.SetTag(StrataTags.Project, "prj_a");
            late.Dispose();
        }

        var spans = Drain(recorder, source.Name).Where(s => s.Name != "early").ToList();
        Assert.Equal(["decode", "request"], spans.Select(s => s.Name));
        Assert.All(spans, s => Assert.Equal("prj_a", s.Project));
        Assert.Equal(spans[1].SpanId, spans[0].ParentId);
    }

    [Fact]
    public void A_full_queue_drops_and_counts_instead_of_waiting()
    {
        using var source = new ActivitySource("Strata.Test.Full");
        using var recorder = Started(new SpanLimits { QueueSpansMax = 4 });
        for (var i = 0; i < 10; i++)
        {
            source.StartActivity("work")!.Dispose();
        }

        Assert.True(recorder.Dropped >= 6);
    }

    [Fact]
    public void A_long_value_is_cut_between_characters_and_says_how_long_it_was()
    {
        using var source = new ActivitySource("Strata.Test.Cut");
        using var recorder = Started(new SpanLimits { ValueCharsMax = 65 });
        using (var activity = source.StartActivity("work")!)
        {
            activity.SetTag("prompt", new string('a', 64) + "😀" + new string('b', 100));
        }

        var value = Drain(recorder, source.Name).Single().Find("prompt");
        Assert.Equal(new string('a', 64) + "… [cut: 166 characters]", value);
    }

    [Fact]
    public void Values_keep_their_kinds_and_the_rest_of_a_crowd_is_dropped()
    {
        using var source = new ActivitySource("Strata.Test.Kinds");
        using var recorder = Started(new SpanLimits { AttributesMax = 4 });
        using (var activity = source.StartActivity("work")!)
        {
            activity.SetTag("n", 7L).SetTag("x", 0.5).SetTag("yes", true).SetTag("list", new[] { "a", "b" }).SetTag("more", 1);
        }

        Assert.Equal(
            [new("n", "7", SpanValueKind.Integer), new("x", "0.5", SpanValueKind.Number), new("yes", "true", SpanValueKind.Flag), new("list", "a, b", SpanValueKind.Text)],
            Drain(recorder, source.Name).Single().Attributes);
    }

    private static SpanRecorder Started(SpanLimits limits)
    {
        var recorder = new SpanRecorder(limits);
        recorder.Start();
        return recorder;
    }

    private static List<SpanRecord> Drain(SpanRecorder recorder, string source)
    {
        var spans = new List<SpanRecord>();
        while (recorder.Queue.TryRead(out var span))
        {
            spans.Add(span);
        }

        return [.. spans.Where(s => s.Source == source)];
    }
}
