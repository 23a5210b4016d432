using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;
using Strata.Alerts.Silences;
using Strata.Alerts.Storage;
using Strata.Alerts.Switches;
using Strata.Alerts.Tests.Support;

namespace Strata.Alerts.Tests.Storage;

/// <summary>What is written down and read back, over the embedded database; <see cref="StoreOnPostgresTests"/> runs the same over PostgreSQL.</summary>
public class StoreTests
{
    private static readonly (string, string) Home = ("org", "prj");
    private static readonly (string, string) Other = ("org", "other");

    /// <summary>Whether the SQL meets PostgreSQL.</summary>
    protected virtual bool OnPostgres => false;

    [Fact]
    public async Task Rules_and_receivers_are_replaced_listed_and_taken_away_by_their_project_alone()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        var body = new RuleBody { Kind = "threshold", Measure = "errors", Value = 2, Window = "1m", Summary = "Ärger 'hier'" };
        await bench.PutRuleAsync("r", body);
        await bench.PutRuleAsync("r", body with { Value = 3 });
        await bench.PutRuleAsync("r", body, "other");
        Assert.Equal([("other", 2d), ("prj", 3d)], (await bench.Definitions.RulesAsync(default)).Select(r => (r.Project, r.Body.Value ?? 0)).Order());
        Assert.False(await bench.Definitions.RemoveRuleAsync(Home, "s", default));
        Assert.True(await bench.Definitions.RemoveRuleAsync(Home, "r", default));
        Assert.Equal("Ärger 'hier'", Assert.Single(await bench.Definitions.RulesAsync(default)).Body.Summary);
        await bench.PutReceiverAsync("hook", "https://example.com/a");
        await bench.PutReceiverAsync("hook", "https://example.com/b", "s3cret");
        var receiver = Assert.Single(await bench.Definitions.ReceiversAsync(default));
        Assert.Equal(("https://example.com/b", "s3cret", ReceiverKind.Webhook), (receiver.Url?.ToString(), receiver.Secret, receiver.Kind));
        Assert.False(await bench.Definitions.RemoveReceiverAsync(Other, "hook", default));
        Assert.True(await bench.Definitions.RemoveReceiverAsync(Home, "hook", default));
    }

    [Fact]
    public async Task A_silence_is_there_until_its_end_and_its_matchers_come_back()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        var now = bench.Time.GetUtcNow();
        var silence = new Silence
        {
            Id = "sil_1", Organization = "org", Project = "prj", Matchers = [LabelMatcher.Read("model!=gpt-*").Value], From = now, Until = now.AddHours(1), Comment = "maintenance", By = "ada",
        };
        Assert.True(await bench.Definitions.AddSilenceAsync(silence, default));
        var kept = Assert.Single(await bench.Definitions.SilencesAsync(now, default));
        Assert.Equal((silence.Matchers[0], silence.From, silence.Until, silence.Comment, silence.By), (kept.Matchers[0], kept.From, kept.Until, kept.Comment, kept.By));
        Assert.Empty(await bench.Definitions.SilencesAsync(silence.Until, default));
        Assert.False(await bench.Definitions.RemoveSilenceAsync(Other, "sil_1", default));
        Assert.True(await bench.Definitions.RemoveSilenceAsync(Home, "sil_1", default));
    }

    [Fact]
    public async Task History_is_read_page_by_page_by_rule_and_forgotten_when_old()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        for (var i = 0; i < 5; i++)
        {
            var line = new AlertEvent { Id = $"aev_{i}", Organization = "org", Project = "prj", Rule = i == 2 ? "s" : "r", At = bench.Time.GetUtcNow().AddDays(i), Happened = "firing", Text = $"{i}" };
            await bench.History.AddAsync(line with { Labels = new Dictionary<string, string> { ["model"] = "é" } }, default);
        }

        async Task<string> Read(string? rule, string? before, int count) => string.Join(' ', (await bench.History.ListAsync(Home, rule, before, count, default)).Select(e => e.Text));
        Assert.Equal("4 3", await Read(null, null, 2));
        Assert.Equal("2 1", await Read(null, "aev_3", 2));
        Assert.Equal("2", await Read("s", null, 10));
        Assert.Empty(await bench.History.ListAsync(Other, null, null, 10, default));
        Assert.Equal("é", (await bench.History.ListAsync(Home, null, null, 1, default))[0].Labels["model"]);
        await bench.History.TrimAsync(bench.Time.GetUtcNow().AddDays(3), default);
        Assert.Equal("4 3", await Read(null, null, 10));
    }

    [Fact]
    public async Task A_switch_is_open_until_it_is_released()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        var wanted = new SwitchRecord { Id = "swi_1", Organization = "org", Project = "prj", Rule = "r", Key = "key_9", Action = KillAction.Suspend, State = SwitchState.Wanted, At = bench.Time.GetUtcNow() };
        var states = new StateStore(bench.Database);
        var changes = new AlertChanges();
        changes.Switches.Add(wanted);
        await states.CommitAsync(changes, default);
        Assert.Equal(wanted, Assert.Single(await bench.Switches.OpenAsync(default)));
        await bench.Switches.UpdateAsync(wanted with { State = SwitchState.Released, ReleasedAt = bench.Time.GetUtcNow(), ReleasedBy = "ada" }, default);
        Assert.Empty(await bench.Switches.OpenAsync(default));
        Assert.Equal(("ada", bench.Time.GetUtcNow()), (await bench.Switches.ListAsync(Home, default)).Select(s => (s.ReleasedBy, s.ReleasedAt!.Value)).Single());
        Assert.Empty(await bench.Switches.ListAsync(Other, default));
    }
}
