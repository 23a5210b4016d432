using System.Diagnostics;
using Strata.Telemetry.Recording;
using Strata.Telemetry.Spans;
using Strata.Traces.Recording;
using Strata.Traces.Spans;
using SpanRecord = Strata.Traces.Spans.SpanRecord;

namespace Strata.Telemetry.Tests.Recording;

public sealed class ActivityRecorderTests
{
    [Fact]
    public async Task A_child_belongs_to_the_project_of_the_span_that_started_it()
    {
        using var source = new ActivitySource("Strata.Test.Inherit");
        var spans = await RecordAsync(source, () =>
        {
            using var parent = source.StartActivity("request")!;
            source.StartActivity("early", ActivityKind.Internal, parent.Context)!.Dispose();
            var late = source.StartActivity("decode", ActivityKind.Internal, parent.Context)!;
            parent.SetTag(StrataTags.Organization, "org").SetTag(StrataTags.Project, "prj_a").SetTag(StrataTags.Key, "key_a");
            late.Dispose();
        });
        Assert.Equal(["decode", "request"], spans.Select(s => s.Name)); // of the early one nobody knew whose it was
        Assert.All(spans, s => Assert.Equal((new Tenant("org", "prj_a"), "key_a"), (s.Tenant, s.Key)));
        Assert.Equal(spans[1].SpanId, spans[0].ParentId);
    }

    [Fact]
    public async Task Values_keep_their_kinds_and_a_long_one_is_cut_between_characters()
    {
        using var source = new ActivitySource("Strata.Test.Kinds");
        var spans = await RecordAsync(source, () =>
        {
            using var activity = source.StartActivity("work")!;
            activity.SetTag(StrataTags.Project, "p").SetTag("n", 7L).SetTag("x", 0.5).SetTag("yes", true).SetTag("list", new[] { "a", "b" });
            activity.SetTag("long", new string('a', 16_383) + "😀" + new string('b', 100)).SetTag("gen_ai.provider.name", "strata");
            activity.AddEvent(new ActivityEvent("retry", tags: new ActivityTagsCollection { ["k"] = "v" }));
        });
        var span = Assert.Single(spans);
        var read = new List<string>();
        for (var reader = new AttributeReader(span.Attributes.Bytes); reader.Next();)
        {
            read.Add($"{reader.Kind} {(reader.Kind == AttributeKind.Text ? reader.Text : reader.Kind == AttributeKind.Integer ? reader.Integer : reader.Kind == AttributeKind.Number ? reader.Number : "")}");
        }

        Assert.Equal(["Integer 7", "Number 0.5", "True ", "Text a, b", $"Text {new string('a', 16_383)}… [cut: 16485 characters]"], read);
        Assert.Equal(("strata", "retry"), (span.Provider, span.Events.Single().Name));
    }

    private static async Task<List<SpanRecord>> RecordAsync(ActivitySource source, Action work)
    {
        using var recorder = new SpanRecorder(new RecorderLimits());
        using (var activities = new ActivityRecorder(recorder))
        {
            activities.Start();
            work();
        }

        var spans = new List<SpanRecord>();
        await recorder.DrainAsync(buffer =>
        {
            spans.AddRange(Enumerable.Range(0, buffer.Batch.Count).Select(i => buffer.Batch[i]).Where(s => s.Origin.ScopeName == source.Name));
            return ValueTask.CompletedTask;
        }, default);
        return spans;
    }
}
