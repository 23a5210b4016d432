using Strata.Budgets.Book;
using Strata.Budgets.Headers;
using Strata.Budgets.Rules;
using Strata.Budgets.Tests.Support;

namespace Strata.Budgets.Tests.Headers;

public sealed class LimitHeaderTests
{
    [Fact]
    public void Clients_of_both_kinds_read_the_tightest_limit()
    {
        var bench = new Bench(
            Rule.Of(Rule.Key, LimitUnit.Requests, 10), Rule.Of(Rule.Org, LimitUnit.Requests, 1_000), Rule.Of(Rule.Org, LimitUnit.TotalTokens, 1_000, LimitWindow.Sliding(TimeSpan.FromHours(1))),
            Rule.Of(Rule.Key, LimitUnit.OutputTokens, 50), Rule.Of(Rule.Key, LimitUnit.NanoDollars, 5_000, LimitWindow.Total));
        bench.Reserve(100, 10).Value.Settle(new Actual { InputTokens = 100, OutputTokens = 20 });
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        using var held = bench.Reserve(40, 10).Value;
        var openAi = new Dictionary<string, string>();
        var anthropic = new Dictionary<string, string>();
        LimitHeaderWriter.OpenAi(held.State!.Value, openAi, static (d, name, value) => d.Add(name, value));
        LimitHeaderWriter.Anthropic(held.State!.Value, bench.Time.GetUtcNow(), anthropic, static (d, name, value) => d.Add(name, value));

        Assert.Equal(("10", "8", "1m1s"), (openAi["x-ratelimit-limit-requests"], openAi["x-ratelimit-remaining-requests"], openAi["x-ratelimit-reset-requests"]));
        Assert.Equal(("1000", "830"), (openAi["x-ratelimit-limit-tokens"], openAi["x-ratelimit-remaining-tokens"]));
        Assert.Equal(("50", "20"), (anthropic["anthropic-ratelimit-output-tokens-limit"], anthropic["anthropic-ratelimit-output-tokens-remaining"]));
        Assert.Equal("2026-01-01T00:01:01Z", anthropic["anthropic-ratelimit-output-tokens-reset"]);
        Assert.DoesNotContain(anthropic.Keys, k => k.Contains("input", StringComparison.Ordinal));
    }
}
