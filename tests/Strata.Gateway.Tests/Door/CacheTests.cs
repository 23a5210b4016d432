using Strata.Caching;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Door;

public sealed class CacheTests
{
    private static GatewayOptions With(ScriptedUpstream upstream, CachePolicy? policy = null) => TestHost.With(upstream) with
    {
        Cache = new CacheOptions { Policies = new Dictionary<string, CachePolicy> { ["default"] = policy ?? new CachePolicy() } },
        Prices = new Dictionary<string, PriceOptions> { ["scn-echo"] = new() { Input = 1, Output = 1 } },
    };

    [Theory]
    [InlineData("/v1/chat/completions", true)]
    [InlineData("/v1/chat/completions", false)]
    [InlineData("/v1/messages", true)]
    public async Task The_same_question_is_paid_once_and_answered_byte_for_byte(string path, bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream));
        var body = $$"""{"model":"scn-echo","max_tokens":50,{{(stream ? "\"stream\":true," : "")}}"messages":[{"role":"user","content":"hello"}]}""";
        var texts = new List<string>();
        var marks = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var response = await host.PostAsync(path, body);
            texts.Add(await response.Content.ReadAsStringAsync(TestHost.Token));
            marks.Add(response.Headers.GetValues("x-strata-cache").Single());
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(["miss", "exact"], marks);
        Assert.Single(upstream.Log);
        var rows = await host.RowsAsync(2);
        Assert.Equal([0L, rows[1].CostNanos], [rows[0].CostNanos, rows[0].SavedNanos]);
        Assert.True(rows[0].SavedNanos > 0);
    }

    [Fact]
    public async Task Another_projects_and_other_questions_are_asked_anew()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, new CachePolicy { PerKey = true }));
        var made = await host.MakeKeyAsync(new KeyDraft { Name = "app" });
        using var one = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo"));
        using var other = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo"), made.Secret);
        using var third = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", more: ",\"seed\":1"));
        Assert.Equal(3, upstream.Log.Count);
    }

    [Fact]
    public async Task Identical_requests_at_once_wait_for_the_first()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.JsonAsync(HttpMethod.Post, "/v1/chat/completions", Bodies.Chat("scn-long.500"))));
        Assert.Single(answers.Select(a => a.GetProperty("id").GetString()).Distinct());
        Assert.Single(upstream.Log);
    }
}
