using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Pipeline;

public sealed class LeavingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_leaves_while_the_row_is_being_written_has_spent_what_the_row_says(bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var options = TestHost.With(upstream) with { Prices = new Dictionary<string, PriceOptions> { ["scn-echo"] = new() { Input = 1, Output = 10 } } };
        await using var host = await TestHost.StartAsync(options, beside: new LeavingLogs.Module());
        var budgets = host.Services.GetRequiredService<BudgetBook>();
        _ = budgets.SetRules("test", [new LimitRule { Id = "cap", Scope = LimitNode.Each(NodeKind.Organization), Unit = LimitUnit.NanoDollars, Amount = 1_000_000_000,
            Window = LimitWindow.Calendar(WindowKind.Month) }]).Value;
        host.Services.GetRequiredService<LeavingLogs>().CallersLeave = true;
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", stream: stream));
            await response.Content.ReadAsStringAsync(TestHost.Token);
        });
        var row = Assert.Single(await host.RowsAsync());
        Assert.True(row.CostNanos > 0);
        await Until(() => View(budgets).Reserved == 0);
        Assert.Equal(row.CostNanos, View(budgets).Spent);
    }

    private static async Task Until(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestHost.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static BudgetView View(BudgetBook budgets) => budgets.Read(new BudgetQuery { Rule = "cap" }).Items.Single();
}
