using Strata.Budgets.Alerts;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Rules;
using Strata.Budgets.Slices;
using Strata.Budgets.Storage;
using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;

namespace Strata.Gateway.Tests.Budgeting;

public sealed class BudgetServiceTests
{
    private static readonly LimitRule TwoCalls = new()
    {
        Id = "two",
        Scope = LimitNode.Each(NodeKind.Team),
        Unit = LimitUnit.Requests,
        Amount = 2,
        Window = LimitWindow.Calendar(WindowKind.Year),
    };

    private static async Task<HttpStatusCode> CallAsync(TestHost host)
    {
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat());
        return response.StatusCode;
    }

    [Fact]
    public async Task Limits_of_the_configuration_hold_and_follow_a_reload()
    {
        await using var host = await TestHost.StartAsync(new GatewayOptions { Limits = [TwoCalls] });
        Assert.Equal(HttpStatusCode.OK, await CallAsync(host));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(host));
        Assert.NotEqual(HttpStatusCode.OK, await CallAsync(host));
        host.Services.GetRequiredService<Live<GatewayOptions>>().Swap(new GatewayOptions { Limits = [TwoCalls with { Amount = 3 }] });
        Assert.Equal(HttpStatusCode.OK, await CallAsync(host));
        Assert.NotEqual(HttpStatusCode.OK, await CallAsync(host));
    }

    [Fact]
    public async Task What_was_used_of_an_edited_limit_is_used_after_a_restart()
    {
        var folder = Path.Combine(Path.GetTempPath(), "strata-budgets-" + Path.GetRandomFileName());
        string secret;
        await using (var first = await TestHost.StartAsync(folder: folder))
        {
            secret = first.Secret;
            Assert.True((await first.Services.GetRequiredService<RuleStore>().PutAsync(TwoCalls, TestHost.Token)).IsOk);
            Assert.Equal(HttpStatusCode.OK, await CallAsync(first));
        }

        await using (var second = await TestHost.StartAsync(folder: folder))
        {
            second.Use(secret);
            Assert.Equal(HttpStatusCode.OK, await CallAsync(second));
            Assert.NotEqual(HttpStatusCode.OK, await CallAsync(second));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_threshold_is_an_alert_once()
    {
        await using var host = await TestHost.StartAsync(new GatewayOptions { Limits = [TwoCalls with { AlertPercents = [50, 100] }] });
        for (var i = 0; i < 5; i++)
        {
            await CallAsync(host);
        }

        var store = host.Services.GetRequiredService<BudgetAlertStore>();
        IReadOnlyList<BudgetAlertRecord> alerts;
        do
        {
            await Task.Yield();
            alerts = await store.ListAsync(KeyMigrations.DefaultOrganization, null, 100, TestHost.Token);
        }
        while (!alerts.Any(a => a.Refused) || !alerts.Any(a => a.Percent == 50));
        Assert.Equal(alerts.Count, alerts.Select(a => (a.Percent, a.Refused)).Distinct().Count());
        Assert.All(alerts, a => Assert.Equal(("two", "team", "requests", 2L), (a.Limit, a.Kind, a.Unit, a.Amount)));
        Assert.Empty(await store.ListAsync("org_other", null, 100, TestHost.Token));
        Assert.Equal(alerts.Skip(1), await store.ListAsync(KeyMigrations.DefaultOrganization, alerts[0].Id, 100, TestHost.Token));
    }

    [Fact]
    public async Task The_ledger_says_what_was_used_before_a_limit_was_made()
    {
        await using var host = await TestHost.StartAsync(new GatewayOptions { Prices = new Dictionary<string, PriceOptions> { ["fake"] = new() { Input = 1, Output = 10 } } });
        var before = DateTimeOffset.UnixEpoch;
        await CallAsync(host);
        await CallAsync(host);
        using (await host.PostAsync("/v1/chat/completions", Bodies.Chat("nothing-like-it")))
        {
        }

        var rows = await host.RowsAsync(3);
        var history = host.Services.GetRequiredService<ISpendHistory>();
        var span = (before, rows.Max(r => r.At) + TimeSpan.FromHours(1));
        var team = new LimitNode(NodeKind.Team, KeyMigrations.DefaultProject);
        var shared = new LimitNode(NodeKind.Provider, rows[^1].Provider);
        Assert.Equal(2, await history.SumAsync(TwoCalls, KeyMigrations.DefaultOrganization, team, span, TestHost.Token));
        Assert.Equal(0, await history.SumAsync(TwoCalls, "org_other", team, span, TestHost.Token));
        foreach (var (organization, node) in new[] { (KeyMigrations.DefaultOrganization, team), ("", shared) })
        {
            var money = TwoCalls with { Unit = LimitUnit.NanoDollars };
            Assert.Equal(rows.Sum(r => r.CostNanos), await history.SumAsync(money, organization, node, span, TestHost.Token));
            Assert.Equal(0, await history.SumAsync(money, organization, node, (before, rows.Min(r => r.At) - TimeSpan.FromHours(1)), TestHost.Token));
        }
    }
}
