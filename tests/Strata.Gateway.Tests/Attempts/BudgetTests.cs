using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Attempts;

public sealed class BudgetTests
{
    private static readonly PriceOptions Price = new() { Input = 1, Output = 10 };

    private static void Limit(TestHost host, LimitUnit unit, long amount, NodeKind kind = NodeKind.Organization) =>
        Assert.True(host.Services.GetRequiredService<BudgetBook>().SetRules("test", [new LimitRule { Id = "cap", Scope = LimitNode.Each(kind), Unit = unit, Amount = amount,
            Window = LimitWindow.Calendar(WindowKind.Month) }]).IsOk);

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/messages")]
    public async Task Fifty_at_once_on_a_budget_for_five_admit_five(string path)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream) with { Prices = new Dictionary<string, PriceOptions> { ["up/scn-echo"] = Price } });
        var body = path == "/v1/messages" ? """{"model":"up/scn-echo","max_tokens":4000,"messages":[{"role":"user","content":"Say a few words"}]}""" : Bodies.Chat("up/scn-echo");
        for (var i = 0; i < 40; i++)
        {
            using var warm = await host.PostAsync(path, body);
            Assert.Equal(HttpStatusCode.OK, warm.StatusCode);
        }

        Limit(host, LimitUnit.NanoDollars, 5 * ((4 * 1_000) + (11 * 10_000)));
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var response = await host.PostAsync(path, body);
            return (int)response.StatusCode;
        }));
        Assert.Equal((5, 45), (statuses.Count(s => s == 200), statuses.Count(s => s == 402)));
    }

    [Fact]
    public async Task A_stream_is_cut_off_at_a_strict_limit_with_a_clean_end()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        Limit(host, LimitUnit.OutputTokens, 300);
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-long.40000", stream: true));
        var data = await Sse.DataAsync(response);
        Assert.Equal("[DONE]", data[^1]);
        Assert.Contains("\"finish_reason\":\"length\"", data[^2]);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((LedgerStatus.Ok, "length"), (row.Status, row.FinishReason));
        Assert.NotEqual("", row.CutOff);
        Assert.InRange(row.Usage.Output, 100, 900);
        var asked = upstream.Log.Single();
        await asked.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Token);
        Assert.Equal("disconnected", asked.Outcome);
    }

    [Fact]
    public async Task Slots_come_back_from_callers_who_leave()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        Limit(host, LimitUnit.Parallel, 8);
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            {
                using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestHost.Token);
                var call = host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-wait", text: $"{round}.{i}", stream: true), cancellation: leave.Token);
                (await call).Dispose();
            }));
        }

        HttpStatusCode status;
        do
        {
            using var after = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-echo"));
            status = after.StatusCode;
        }
        while (status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-echo", text: $"{i}")))), r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
    }
}
