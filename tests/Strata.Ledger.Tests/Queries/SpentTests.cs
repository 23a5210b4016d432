using Strata.Ledger.Queries;
using Strata.Ledger.Tests.Support;

namespace Strata.Ledger.Tests.Queries;

public sealed class SpentTests
{
    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task What_a_node_spent_since_a_time_is_exact_over_all_projects(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var rows = new RowSource(41).Many(400);
        await host.AppendAsync(rows);
        foreach (var from in (DateTimeOffset[])[new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 2, 13, 14, 15, TimeSpan.Zero)])
        {
            async Task ExpectAsync(UsageGroup node, string id, Func<Rows.LedgerRow, bool> has)
            {
                var own = rows.Where(r => r.At >= from && has(r)).ToList();
                var spent = await host.Reader.SpentAsync(node, id, from, LedgerHost.Token);
                Assert.Equal((own.Count, own.Sum(r => r.CostNanos ?? 0), own.Sum(r => r.Usage.Total)), (spent!.Requests, spent.CostNanos, spent.Usage.Total));
            }

            await ExpectAsync(UsageGroup.Team, "red", r => r.Team == "red");
            await ExpectAsync(UsageGroup.Organization, "org_b", r => r.Organization == "org_b");
            await ExpectAsync(UsageGroup.Key, "key_01", r => r.KeyId == "key_01");
            await ExpectAsync(UsageGroup.User, "ann", r => r.User == "ann");
            await ExpectAsync(UsageGroup.EndUser, "c1", r => r.EndUser == "c1");
            await ExpectAsync(UsageGroup.Tag, "env=prod", r => r.Tags.Contains("env=prod"));
            await ExpectAsync(UsageGroup.Provider, "openai", r => r.Provider == "openai");
            await ExpectAsync(UsageGroup.Model, "fast", r => r.Model == "fast");
            await ExpectAsync(UsageGroup.Deployment, "local", r => r.Deployment == "local");
        }

        Assert.Null(await host.Reader.SpentAsync(UsageGroup.Team, "nobody", RowSource.Start, LedgerHost.Token));
    }

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task A_deployment_without_a_price_is_reported_once_for_each_book_and_listed_with_its_tokens(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var row = new RowSource(42).Next() with { Project = "p", Organization = "o", Deployment = "up/new", CostNanos = null, PriceVersion = "v1" };
        await host.AppendAsync(row, row with { Id = row.Id + "2" });
        await host.Shipper.FlushAsync(LedgerHost.Token);
        await host.AppendAsync(row with { Id = row.Id + "3" }, row with { Id = row.Id + "4", CostNanos = 5, Deployment = "up/known" });
        await host.Shipper.FlushAsync(LedgerHost.Token);
        Assert.Equal(["up/new v1"], host.Watch.UnpricedDeployments);
        await host.AppendAsync(row with { Id = row.Id + "5", PriceVersion = "v2" });
        var listed = Assert.Single(await host.Reader.UnpricedAsync(new LedgerQuery { Project = "p" }, LedgerHost.Token));
        Assert.Equal(("up/new", 4, 4 * row.Usage.Total), (listed.Group, listed.Unpriced, listed.UnpricedTokens));
        Assert.Equal(["up/new v1", "up/new v2"], host.Watch.UnpricedDeployments);
    }
}
