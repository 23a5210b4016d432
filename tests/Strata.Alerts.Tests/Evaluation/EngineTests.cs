using Strata.Alerts.Rules;
using Strata.Alerts.States;
using Strata.Alerts.Storage;
using Strata.Alerts.Tests.Support;
using Strata.Traces.Spans;

namespace Strata.Alerts.Tests.Evaluation;

/// <summary>Over the embedded database; <see cref="EngineOnPostgresTests"/> runs the same over PostgreSQL.</summary>
public class EngineTests
{
    /// <summary>Whether the SQL meets PostgreSQL.</summary>
    protected virtual bool OnPostgres => false;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    private static readonly RuleBody Errors = new() { Kind = "threshold", Measure = "errors", Value = 2, Window = "1m", Receivers = ["hook"], Summary = "Too many errors" };

    [Fact]
    public async Task A_threshold_fires_once_is_told_once_and_resolves_once()
    {
        await using var bench = await StartAsync(Errors);
        await FailAsync(bench, 2);
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
        await FailAsync(bench, 1);
        var fired = await bench.StepAsync(Tick);
        Assert.Equal("errors 3 > 2 in 1m", Assert.Single(fired.Put).Text);
        Assert.Equal("[FIRING] r", Assert.Single(fired.Deliveries).Notice.Title);
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
        var over = await bench.StepAsync(TimeSpan.FromSeconds(70));
        Assert.Equal("[RESOLVED] r", Assert.Single(over.Deliveries).Notice.Title);
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
        Assert.Equal(["resolved", "firing"], (await bench.History.ListAsync(("org", "prj"), null, null, 10, default)).Select(e => e.Happened));
        Assert.Equal(2, (await bench.Deliveries.DueAsync(bench.Time.GetUtcNow(), 10, default)).Count);
    }

    [Fact]
    public async Task A_restart_neither_tells_again_nor_forgets()
    {
        await using var bench = await StartAsync(Errors with { Window = "5m" });
        await FailAsync(bench, 3);
        Assert.Single((await bench.StepAsync(Tick)).Deliveries);
        await bench.RestartAsync();
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
        await bench.RestartAsync();
        Assert.Equal("[RESOLVED] r", Assert.Single((await bench.StepAsync(TimeSpan.FromMinutes(6))).Deliveries).Notice.Title);
        await bench.RestartAsync();
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
    }

    [Fact]
    public async Task Pending_goes_on_over_a_restart()
    {
        await using var bench = await StartAsync(Errors with { Window = "5m", For = "1m" });
        await FailAsync(bench, 3);
        Assert.Equal(AlertPhase.Pending, Assert.Single((await bench.StepAsync(Tick)).Put).Phase);
        await bench.RestartAsync();
        Assert.True((await bench.StepAsync(TimeSpan.FromSeconds(58))).IsEmpty);
        Assert.Equal(AlertPhase.Firing, Assert.Single((await bench.StepAsync(Tick)).Put).Phase);
    }

    [Fact]
    public async Task A_project_sees_its_own_spans_only()
    {
        await using var bench = await StartAsync(Errors);
        await bench.PutRuleAsync("theirs", Errors with { Receivers = null }, "other");
        await FailAsync(bench, 5);
        var fired = await bench.StepAsync(Tick);
        Assert.Equal("prj", Assert.Single(fired.Put).Labels["project"]);
    }

    [Fact]
    public async Task Groups_of_traces_are_alerts_of_their_own()
    {
        await using var bench = await StartAsync(new RuleBody { Kind = "threshold", Measure = "latency_p95", Op = ">", Value = 1.5, GroupBy = ["model"], Filter = "name = chat", Receivers = ["hook"] });
        await bench.AddAsync(s => (s.RequestModel, s.StartNs) = ("slow", s.EndNs - 2_000_000_000));
        await bench.AddAsync(s => (s.RequestModel, s.StartNs) = ("fast", s.EndNs - 1_000_000));
        Assert.Equal("slow", Assert.Single((await bench.StepAsync(Tick)).Put).Labels["model"]);
    }

    [Fact]
    public async Task What_does_not_come_any_more_is_missed()
    {
        await using var bench = await StartAsync(new RuleBody { Kind = "absence", Window = "1m", GroupBy = ["service"], Remember = "1h", Receivers = ["hook"] });
        await bench.AddAsync(s => s.Origin = new SpanOrigin { Service = "shop" });
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
        Assert.Equal("shop", Assert.Single((await bench.StepAsync(TimeSpan.FromMinutes(2))).Put).Labels["service"]);
        await bench.AddAsync(s => s.Origin = new SpanOrigin { Service = "shop" });
        Assert.Equal(AlertPhase.Resolved, Assert.Single((await bench.StepAsync(Tick)).Put).Phase);
    }

    [Fact]
    public async Task An_objective_burns_only_where_both_windows_do()
    {
        await using var bench = await StartAsync(new RuleBody
        {
            Kind = "burn_rate", Objective = 0.9, Receivers = ["hook"], Windows = [new BurnWindowBody { Long = "1h", Short = "5m", Factor = 2, Severity = "critical" }],
        });
        await FailAsync(bench, 40);
        var fired = Assert.Single((await bench.StepAsync(Tick)).Put);
        Assert.Equal("critical", fired.Labels["severity"]);
        Assert.Equal("burns 10× in 1h and 10× in 5m (limit 2×; 40 of 40 bad)", fired.Text);

        // Ten minutes later the long window still burns, the short one does not.
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        await bench.AddAsync();
        Assert.Equal(AlertPhase.Resolved, Assert.Single((await bench.StepAsync(Tick)).Put).Phase);
    }

    [Fact]
    public async Task An_objective_of_latency_counts_slow_spans()
    {
        await using var bench = await StartAsync(new RuleBody
        {
            Kind = "burn_rate", Objective = 0.5, Latency = "1s", Min = 1, Receivers = ["hook"], Windows = [new BurnWindowBody { Long = "5m", Short = "1m", Factor = 1.2 }],
        });
        for (var i = 0; i < 20; i++)
        {
            await bench.AddAsync(s => s.StartNs = s.EndNs - 3_000_000_000);
        }

        Assert.Contains("20 of 20 bad", Assert.Single((await bench.StepAsync(Tick)).Put).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_beyond_its_value_fires_for_each_series()
    {
        await using var bench = await StartAsync(new RuleBody { Kind = "threshold", Metric = "gpu_temperature", Value = 80, Receivers = ["hook"] });
        bench.Metrics.Values.Add(new(new Dictionary<string, string> { ["gpu"] = "0" }, 91));
        bench.Metrics.Values.Add(new(new Dictionary<string, string> { ["gpu"] = "1" }, 60));
        bench.Metrics.Values.Add(new(new Dictionary<string, string> { ["gpu"] = "2" }, double.NaN));
        Assert.Equal("0", Assert.Single((await bench.StepAsync(Tick)).Put).Labels["gpu"]);
    }

    [Fact]
    public async Task A_silenced_alert_is_in_the_history_and_nobody_is_told()
    {
        await using var bench = await StartAsync(Errors);
        var silence = new Alerts.Silences.Silence
        {
            Id = "sil_1", Organization = "org", Project = "prj", Matchers = [Alerts.Silences.LabelMatcher.Read("alertname=r").Value], From = bench.Time.GetUtcNow(), Until = bench.Time.GetUtcNow().AddMinutes(1),
        };
        await bench.Definitions.AddSilenceAsync(silence, default);
        await FailAsync(bench, 3);
        var quiet = await bench.StepAsync(Tick);
        Assert.Equal("firing", Assert.Single(quiet.Events).Happened);
        Assert.Empty(quiet.Deliveries);
        await FailAsync(bench, 3);
        Assert.Empty((await bench.StepAsync(TimeSpan.FromSeconds(50))).Deliveries);
        await FailAsync(bench, 3);
        Assert.Single((await bench.StepAsync(TimeSpan.FromSeconds(15))).Deliveries);
    }

    [Fact]
    public async Task A_rule_is_quiet_while_another_that_inhibits_it_fires()
    {
        await using var bench = await StartAsync(Errors with { InhibitedBy = ["outage"] });
        await bench.PutRuleAsync("outage", Errors with { Summary = "All is down" });
        await FailAsync(bench, 3);
        Assert.Equal("outage", Assert.Single((await bench.StepAsync(Tick)).Deliveries).Notice.GroupLabels["alertname"]);
    }

    [Fact]
    public async Task A_runaway_that_may_be_stopped_is_decided_with_its_alert()
    {
        await using var bench = await StartAsync(new RuleBody { Kind = "runaway", Repeats = 5, Action = "suspend", Receivers = ["hook"] });
        for (var i = 0; i < 5; i++)
        {
            await bench.AddAsync(s =>
            {
                (s.Key, s.CostNanos, s.Operation) = ("key_9", 1_000, "chat");
                s.Messages.Add(new SpanMessage(MessageSlot.Input, "user", "and again"u8.ToArray()));
            });
        }

        var stopped = Assert.Single((await bench.StepAsync(Tick)).Switches);
        Assert.Equal(("key_9", KillAction.Suspend, Alerts.Switches.SwitchState.Wanted), (stopped.Key, stopped.Action, stopped.State));
        Assert.Equal(stopped.Id, Assert.Single(await bench.Switches.OpenAsync(default)).Id);
        Assert.Empty((await bench.StepAsync(Tick)).Switches);
    }

    [Fact]
    public async Task A_rule_that_is_taken_away_takes_its_alerts_along()
    {
        await using var bench = await StartAsync(Errors);
        await FailAsync(bench, 3);
        await bench.StepAsync(Tick);
        await bench.Definitions.RemoveRuleAsync(("org", "prj"), "r", default);
        bench.Book.Invalidate();
        Assert.Single((await bench.StepAsync(Tick)).Forget);
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
        Assert.Empty(await new StateStore(bench.Database).ReadAsync(default));
        Assert.Empty(await new StateStore(bench.Database).ReadGroupsAsync(default));
    }

    [Fact]
    public async Task A_changed_rule_holds_from_the_next_look()
    {
        await using var bench = await StartAsync(Errors with { Value = 100 });
        await FailAsync(bench, 3);
        Assert.True((await bench.StepAsync(Tick)).IsEmpty);
        await bench.PutRuleAsync("r", Errors);
        Assert.Single((await bench.StepAsync(Tick)).Put);
    }

    private async Task<AlertBench> StartAsync(RuleBody body)
    {
        var bench = await AlertBench.StartAsync(OnPostgres);
        await bench.PutReceiverAsync("hook", "http://127.0.0.1:9/");
        await bench.PutRuleAsync("r", body);
        return bench;
    }

    private static async Task FailAsync(AlertBench bench, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await bench.AddAsync(s => s.Status = SpanStatus.Error);
        }
    }
}
