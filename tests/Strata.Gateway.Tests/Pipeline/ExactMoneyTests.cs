using System.Net;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Ledger.Queries;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Pipeline;

public sealed class ExactMoneyTests
{
    private static readonly PriceOptions Price = new() { Input = 0.15m, CachedInput = 0.0753m, Output = 0.6007m };

    [Fact]
    public async Task The_ledger_is_the_sum_of_what_the_provider_billed_over_mixed_calls_at_once()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        string[] models = ["scn-echo", "scn-cached.2", "scn-long.30", "scn-500", "scn-429", "scn-401", "scn-empty"];
        var options = TestHost.With(upstream) with { Prices = models.ToDictionary(m => "up/" + m, _ => Price) };
        await using var host = await TestHost.StartAsync(options);
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestHost.Token }, async (i, _) =>
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(models[i % models.Length], text: $"call number {i}", stream: i % 2 == 0, more: i % 5 == 0 ? ",\"max_tokens\":3" : ""));
            var text = await response.Content.ReadAsStringAsync(TestHost.Token);
            Assert.Equal(i % 2 == 0 && response.StatusCode == HttpStatusCode.OK, text.EndsWith("[DONE]\n\n", StringComparison.Ordinal));
        });

        long expected = 0;
        foreach (var bill in upstream.Log.Select(e => e.Billed))
        {
            expected += PriceBook.Cost(Price, new() { Input = bill.Prompt - bill.Cached, CachedInput = bill.Cached, Output = bill.Completion })!.Value.TotalNanos;
        }

        var rows = await host.RowsAsync(400);
        Assert.Equal(400, rows.Count);
        Assert.Equal(expected, rows.Sum(r => r.CostNanos ?? throw new InvalidOperationException($"{r.Model} is unpriced")));
        var sums = await host.Ledger.SumAsync(new LedgerQuery { Project = "prj_default" }, UsageGroup.Model, TestHost.Token);
        Assert.Equal(expected, sums.Sum(s => s.CostNanos));
        Assert.Equal(upstream.Log.Sum(e => e.Billed.Prompt + e.Billed.Completion), sums.Sum(s => s.Usage.Total));
    }
}
