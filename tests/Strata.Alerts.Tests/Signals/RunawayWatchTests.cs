using System.Text;
using Strata.Alerts.Rules;
using Strata.Alerts.Signals;
using Strata.Traces.Spans;

namespace Strata.Alerts.Tests.Signals;

public sealed class RunawayWatchTests
{
    private static readonly DateTimeOffset T0 = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly RunawayWatch watch = new();

    [Fact]
    public void Spending_of_a_window_stands_beside_what_is_usual()
    {
        // Four minutes of $0.06 each, then one of $0.60: usual is 0.06 a minute.
        for (var second = 0; second < 240; second += 10)
        {
            Call(second, 10_000_000);
        }

        for (var second = 240; second < 300; second += 10)
        {
            Call(second, 100_000_000);
        }

        var figures = Assert.Single(Read(299));
        Assert.Equal((600_000_000, 60_000_000, 6), (figures.SpentNanos, figures.UsualNanos, figures.Requests));
        Assert.Equal("key_1", figures.Key);
    }

    [Fact]
    public void A_subject_seen_for_the_first_time_has_no_usual() => Assert.Null(Assert.Single(Once()).UsualNanos);

    [Fact]
    public void The_most_repeated_prompt_of_the_window_counts()
    {
        for (var i = 0; i < 30; i++)
        {
            Call(i, 1, "again");
            Call(i, 1, "other " + i);
        }

        Assert.Equal(30, Assert.Single(Read(35)).Repeats);
        Assert.Equal(0, Assert.Single(Read(130)).Repeats);
    }

    [Fact]
    public void Another_project_sees_nothing_of_it()
    {
        Call(0, 1);
        Assert.Empty(watch.Read(("org", "other"), SubjectKind.Key, Minute, T0));
        Assert.Empty(watch.Read(("other", "prj"), SubjectKind.Key, Minute, T0));
    }

    [Fact]
    public void A_released_key_begins_anew()
    {
        Call(0, 5_000_000_000, "again");
        watch.Forget("key_1");
        Call(1, 7, "again");
        var figures = Assert.Single(Read(5));
        Assert.Equal((7, 1, 1), (figures.SpentNanos, figures.Requests, figures.Repeats));
    }

    [Fact]
    public void A_flood_of_invented_sessions_pushes_out_the_oldest_only()
    {
        for (var i = 0; i < 4 * RunawayWatch.SubjectsMax; i++)
        {
            Call(i / 100, 1, session: "s" + i, key: "");
        }

        var seen = watch.Read(("org", "prj"), SubjectKind.Session, TimeSpan.FromMinutes(5), T0.AddSeconds(170));
        Assert.InRange(seen.Count, RunawayWatch.SubjectsMax, 3 * RunawayWatch.SubjectsMax);
        Assert.Contains(seen, s => s.Name == "s" + ((4 * RunawayWatch.SubjectsMax) - 1));
    }

    private IReadOnlyList<SubjectFigures> Once()
    {
        Call(0, 1);
        return Read(1);
    }

    private IReadOnlyList<SubjectFigures> Read(int second) => watch.Read(("org", "prj"), SubjectKind.Key, Minute, T0.AddSeconds(second));

    private void Call(int second, long nanos, string prompt = "hello", string session = "", string key = "key_1")
    {
        var batch = new SpanBatch();
        var span = batch.Add();
        (span.Tenant, span.Key, span.Session, span.CostNanos, span.EndNs) = (new Tenant("org", "prj"), key, session, nanos, T0.AddSeconds(second).ToUnixTimeMilliseconds() * 1_000_000);
        span.Messages.Add(new SpanMessage(MessageSlot.Input, "user", Encoding.UTF8.GetBytes(prompt)));
        watch.Observe(batch);
    }
}
