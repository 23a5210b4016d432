using Strata.Core.Usage;
using Strata.Ledger.Pricing;
using Strata.Ledger.Queries;
using Strata.Ledger.Repricing;
using Strata.Ledger.Rows;
using Strata.Ledger.Tests.Support;

namespace Strata.Ledger.Tests;

public sealed class RepricingJobTests
{
    private static readonly LedgerQuery Mine = new() { Project = "prj_0" };
    private static readonly PriceBook Book = new(new Dictionary<string, PriceOptions> { ["openai/gpt"] = PriceText.Read("in=3 cached=1 write1h=4 out=9 audio-out=20 tools=10").Value });

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task A_dry_run_says_what_the_job_then_does_rows_stay_and_sums_follow(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var rows = new RowSource(21).Many(700);
        await host.AppendAsync(rows);
        var job = new RepricingJob(host.Reader, host.Database, TimeProvider.System);
        var order = new RepricingOrder { Job = "job_1", Rows = Mine };
        var plan = await job.RunAsync(order with { DryRun = true }, Book, _ => "", LedgerHost.Token);
        Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM gateway_adjustments"));
        var expected = rows.Where(r => r.Project == "prj_0" && r.Deployment == "openai/gpt" && r.CacheStatus.Length == 0)
            .Select(r => (Row: r, New: RepricingJob.Cost(r, Book, _ => ""))).Where(r => r.New is not null && r.New != r.Row.CostNanos).ToList();
        var line = Assert.Single(plan.Lines);
        Assert.Equal(new RepricingLine("openai/gpt", expected.Count, expected.Count(e => e.Row.CostNanos is null), expected.Sum(e => e.Row.CostNanos ?? 0), expected.Sum(e => e.New!.Value)), line);

        var before = Assert.Single(await host.Reader.SumAsync(Mine, [], LedgerHost.Token));
        var done = await job.RunAsync(order, Book, _ => "", LedgerHost.Token);
        Assert.Equal(plan.Lines, done.Lines);
        foreach (var query in (LedgerQuery[])[Mine, Mine with { Text = "req" }]) // from cells, and from rows
        {
            var after = Assert.Single(await host.Reader.SumAsync(query, [], LedgerHost.Token));
            Assert.Equal((before.CostNanos + done.DeltaNanos, before.Unpriced - line.Unpriced), (after.CostNanos, after.Unpriced));
            Assert.Equal((before.Requests, before.Usage), (after.Requests, after.Usage));
        }

        var one = await host.Reader.FindAsync("prj_0", expected[0].Row.Id, LedgerHost.Token);
        Assert.Equal(expected[0].Row with { RepricedNanos = expected[0].New }, one);
        var again = await job.RunAsync(order, Book, _ => "", LedgerHost.Token);
        Assert.Equal((0, done.DeltaNanos), (again.Seen, again.DeltaNanos));
        Assert.Empty((await job.RunAsync(order with { Job = "job_2" }, Book, _ => "", LedgerHost.Token)).Lines);
    }

    [Fact]
    public async Task A_job_that_was_stopped_goes_on_and_changes_nothing_twice()
    {
        await using var host = await LedgerHost.StartAsync();
        var source = new RowSource(22);
        await host.AppendAsync(source.Many(1_500).Select(r => r with { Project = "prj_0", Organization = "org_a" }));
        var job = new RepricingJob(host.Reader, host.Database, TimeProvider.System);
        var order = new RepricingOrder { Job = "j", Rows = Mine };
        var plan = await job.RunAsync(order with { DryRun = true }, Book, _ => "", LedgerHost.Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LedgerHost.Token);
        var asked = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await job.RunAsync(order, Book, Stop, stop.Token));
        Assert.InRange(await host.CountAsync("SELECT COUNT(*) FROM gateway_adjustments"), 1, plan.Lines[0].Rows - 1);
        var done = await job.RunAsync(order, Book, _ => "", LedgerHost.Token);
        Assert.Equal(plan.Lines, done.Lines);
        Assert.InRange(done.Seen, 1, 1_499);

        string Stop(string deployment)
        {
            if (++asked == 400)
            {
                stop.Cancel();
            }

            return "";
        }
    }

    [Fact]
    public void A_row_costs_what_its_attempts_cost_and_a_cache_hit_what_it_did()
    {
        var usage = new TokenUsage { Input = 1_000 };
        var attempt = new LedgerAttempt { Number = 1, Deployment = "openai/gpt", Provider = "openai", Usage = usage };
        var row = new RowSource(1).Next() with { Usage = usage, ServiceTier = "", CacheStatus = "", Deployment = "other", Attempts = [attempt, attempt with { Number = 2 }] };
        Assert.Equal(6_000_000, RepricingJob.Cost(row, Book, _ => ""));
        Assert.Null(RepricingJob.Cost(row with { Attempts = [attempt, attempt with { Deployment = "nobody" }] }, Book, _ => ""));
        Assert.Equal(6_000_000, RepricingJob.Cost(row with { Attempts = [attempt, attempt, attempt with { Deployment = "nobody", Usage = default }] }, Book, _ => ""));
        Assert.Equal(17, RepricingJob.Cost(row with { CacheStatus = "exact", CostNanos = 17 }, Book, _ => ""));
    }
}
