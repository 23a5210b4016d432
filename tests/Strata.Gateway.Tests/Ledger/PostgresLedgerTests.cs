using Strata.Identity.Keys;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Tests.Ledger;

public sealed class PostgresLedgerTests
{
    [Fact]
    public async Task Keys_rows_filters_and_sums_work_on_postgres_too()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var host = await TestHost.StartAsync(postgres: schema.Connection);
        for (var i = 0; i < 6; i++)
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(i % 3 == 0 ? "no-such-model" : "fake", stream: i % 2 == 0));
            await response.Content.ReadAsStringAsync(TestHost.Token);
        }

        var all = new LedgerQuery { Project = KeyMigrations.DefaultProject };
        var rows = await host.RowsAsync(6);
        Assert.Equal(rows.OrderByDescending(r => r.Id, StringComparer.Ordinal), rows);
        Assert.Equal(2, (await host.Ledger.QueryAsync(all with { Text = "SUCH-model", Status = LedgerStatus.Refused, From = rows[^1].At }, TestHost.Token)).Count);
        Assert.Equal(rows[3], await host.Ledger.FindAsync(all.Project, rows[3].Id, TestHost.Token));
        foreach (var group in Enum.GetValues<UsageGroup>())
        {
            var sums = await host.Ledger.SumAsync(all, group, TestHost.Token);
            Assert.Equal((6, rows.Sum(r => r.Usage.Total)), (sums.Sum(s => s.Requests), sums.Sum(s => s.Usage.Total)));
        }

        using var odd = await host.PostAsync("/v1/chat/completions", Bodies.Chat("a\0b")); // PostgreSQL takes no such text: it must not hold up the rows
        Assert.Contains(await host.RowsAsync(7), r => r.Model == "a\uFFFDb");

        var made = await host.MakeKeyAsync(new KeyDraft { Name = "app" });
        var owner = host.Keys.FindActive(host.Keys.FirstOwner()!.Id).Value;
        Assert.NotNull((await host.Keys.RevokeAsync(owner, made.Key.Id, TestHost.Token)).Value.RevokedAt);
    }
}
