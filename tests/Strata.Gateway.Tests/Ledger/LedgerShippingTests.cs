using System.Net;
using Strata.Identity.Keys;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Tests.Ledger;

public sealed class LedgerShippingTests
{
    [Fact]
    public async Task A_row_is_read_right_after_the_answer()
    {
        await using var host = await TestHost.StartAsync();
        for (var i = 1; i <= 20; i++)
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat());
            var rows = await host.Ledger.QueryAsync(new LedgerQuery { Project = KeyMigrations.DefaultProject }, TestHost.Token);
            Assert.Equal(response.Headers.GetValues("x-request-id").Single(), rows[0].Id);
            Assert.Equal(i, rows.Count);
        }
    }

    [Fact]
    public async Task While_the_database_is_away_requests_are_answered_and_their_rows_come_later_once()
    {
        AwayDatabase? database = null;
        await using var host = await TestHost.StartAsync(wrap: inner => database = new AwayDatabase(inner));
        database!.IsAway = true;
        for (var i = 0; i < 10; i++)
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(stream: i % 2 == 0));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEmpty(await response.Content.ReadAsStringAsync(TestHost.Token));
        }

        await Assert.ThrowsAsync<IOException>(async () => await host.Ledger.QueryAsync(new LedgerQuery { Project = KeyMigrations.DefaultProject }, TestHost.Token));
        (database.IsAway, database.LosesAnswers) = (false, true);
        await Assert.ThrowsAsync<IOException>(async () => await host.Ledger.QueryAsync(new LedgerQuery { Project = KeyMigrations.DefaultProject }, TestHost.Token));
        database.LosesAnswers = false;
        Assert.Equal(10, (await host.RowsAsync(10)).Count);
    }

    [Fact]
    public async Task Rows_that_were_not_shipped_before_the_end_are_shipped_by_the_next_start()
    {
        var folder = Path.Combine(Path.GetTempPath(), "strata-gateway-" + Path.GetRandomFileName());
        string secret;
        await using (var first = await TestHost.StartAsync(folder: folder, wrap: inner => new AwayDatabase(inner)))
        {
            secret = first.Secret;
            ((AwayDatabase)first.Services.GetService(typeof(Strata.Core.Storage.IDatabase))!).IsAway = true;
            for (var i = 0; i < 5; i++)
            {
                using var response = await first.PostAsync("/v1/chat/completions", Bodies.Chat());
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        }

        await using (var second = await TestHost.StartAsync(folder: folder))
        {
            second.Use(secret);
            Assert.Equal(5, (await second.RowsAsync(5)).Count);
            using var response = await second.PostAsync("/v1/chat/completions", Bodies.Chat());
            Assert.Equal(6, (await second.RowsAsync(6)).Select(r => r.Id).Distinct().Count());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Filters_pages_and_sums_agree_with_the_rows()
    {
        await using var host = await TestHost.StartAsync();
        for (var i = 0; i < 7; i++)
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(i % 3 == 0 ? "no-such-model" : "fake"));
        }

        var all = new LedgerQuery { Project = KeyMigrations.DefaultProject };
        var rows = await host.Ledger.QueryAsync(all, TestHost.Token);
        Assert.Equal(rows.OrderByDescending(r => r.Id, StringComparer.Ordinal), rows);
        var first = await host.Ledger.QueryAsync(all with { Limit = 4 }, TestHost.Token);
        var second = await host.Ledger.QueryAsync(all with { Limit = 4, Before = first[^1].Id }, TestHost.Token);
        Assert.Equal(rows.Select(r => r.Id), first.Concat(second).Select(r => r.Id));
        Assert.Equal(3, (await host.Ledger.QueryAsync(all with { Status = LedgerStatus.Refused }, TestHost.Token)).Count);
        Assert.Equal(3, (await host.Ledger.QueryAsync(all with { Text = "SUCH-model" }, TestHost.Token)).Count);
        Assert.Empty(await host.Ledger.QueryAsync(all with { Text = "%" }, TestHost.Token));
        Assert.Empty(await host.Ledger.QueryAsync(all with { To = rows[^1].At }, TestHost.Token));
        foreach (var group in Enum.GetValues<UsageGroup>())
        {
            var sums = await host.Ledger.SumAsync(all, group, TestHost.Token);
            Assert.Equal(7, sums.Sum(s => s.Requests));
            Assert.Equal(3, sums.Sum(s => s.Failed));
            Assert.Equal(4, sums.Sum(s => s.Unpriced));
            Assert.Equal(rows.Sum(r => r.Usage.Total), sums.Sum(s => s.Usage.Total));
        }
    }
}
