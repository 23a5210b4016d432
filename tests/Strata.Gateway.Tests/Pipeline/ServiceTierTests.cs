using System.Net;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Routing.Options;
using Strata.Tests.Shared.Gateway;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Pipeline;

/// <summary>What a provider bills at a tier of service is charged at that tier's price, in every dialect, whole and streamed.</summary>
public sealed class ServiceTierTests
{
    private static readonly PriceOptions Price = new()
    {
        Input = 1,
        Output = 10,
        Services = [new ServicePrice("flex", 0.5m, new PriceOptions()), new ServicePrice("priority", 2m, new PriceOptions { Output = 30 })],
    };

    [Theory]
    [InlineData("openai.chat", "flex", "flex", 57_000, false)]
    [InlineData("openai.chat", "flex", "flex", 57_000, true)]
    [InlineData("openai.chat", "priority", "priority", 338_000, true)]
    [InlineData("openai.chat", "default", "", 114_000, false)]
    [InlineData("anthropic", "priority", "priority", 338_000, false)]
    [InlineData("anthropic", "priority", "priority", 338_000, true)]
    [InlineData("anthropic", "standard", "", 114_000, true)]
    public async Task The_row_has_the_tier_that_the_answer_names_and_its_price(string dialect, string asked, string billed, long nanos, bool stream)
    {
        var row = await AskAsync(dialect, dialect == "anthropic" ? "/v1/messages" : "/v1/chat/completions", asked, stream);
        Assert.Equal((billed, nanos), (row.ServiceTier, row.CostNanos));
        Assert.Empty(row.Notes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Responses_name_their_tier_too(bool stream)
    {
        var row = await AskAsync("openai.responses", "/v1/responses", "flex", stream);
        Assert.Equal(("flex", 57_000L), (row.ServiceTier, row.CostNanos));
    }

    [Theory]
    [InlineData("flex", "flex", 57_000, false)]
    [InlineData("priority", "priority", 338_000, true)]
    [InlineData("standard", "", 114_000, true)]
    [InlineData("paid", "", 114_000, false)]
    public async Task Gemini_says_its_tier_in_the_head(string asked, string billed, long nanos, bool stream)
    {
        var row = await AskAsync("gemini", $"/v1beta/models/up/scn-echo:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}", asked, stream);
        Assert.Equal((billed, nanos), (row.ServiceTier, row.CostNanos));
        Assert.Empty(row.Notes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tier_crosses_dialects(bool stream)
    {
        var row = await AskAsync("openai.chat", "/v1/messages", "priority", stream);
        Assert.Equal(("openai.chat", row.ServiceTier.Length == 0 ? 114_000L : 338_000L), (row.DialectOut, row.CostNanos));
    }

    [Fact]
    public async Task A_tier_without_a_price_costs_as_usual_and_the_row_says_so()
    {
        var row = await AskAsync("openai.chat", "/v1/chat/completions", "scale", stream: false);
        Assert.Equal(("scale", 114_000L), (row.ServiceTier, row.CostNanos));
        Assert.Contains(row.Notes, n => n.Contains("'scale'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_price_that_lacks_a_class_leaves_the_row_unpriced_and_the_row_names_the_class()
    {
        var row = await AskAsync("openai.chat", "/v1/chat/completions", "default", stream: false, Price with { Output = null });
        Assert.Null(row.CostNanos);
        Assert.Contains(row.Notes, n => n.Contains("none for output tokens", StringComparison.Ordinal));
    }

    private static async Task<LedgerRow> AskAsync(string dialect, string path, string tier, bool stream, PriceOptions? price = null)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(new GatewayOptions
        {
            Routing = new RoutingOptions { Providers = [Providers.Of("up", dialect, upstream.Root)] },
            Prices = new Dictionary<string, PriceOptions> { ["up/scn-echo"] = price ?? Price },
        });
        var more = $",\"service_tier\":\"{tier}\"" + (path == "/v1/messages" ? ",\"max_tokens\":50" : "") + (stream && path.EndsWith("completions", StringComparison.Ordinal)
            ? ",\"stream_options\":{\"include_usage\":true}" : "");
        var body = path == "/v1/responses"
            ? $$"""{"model":"up/scn-echo","input":"Say a few words"{{(stream ? ",\"stream\":true" : "")}}{{more}}}"""
            : Bodies.Chat("up/scn-echo", stream: stream, more: more);
        body = dialect == "gemini" ? $$"""{"contents":[{"role":"user","parts":[{"text":"Say a few words"}]}],"serviceTier":"{{tier}}"}""" : body;
        using var response = await host.PostAsync(path, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await response.Content.ReadAsStringAsync(TestHost.Token);
        return Assert.Single(await host.RowsAsync());
    }
}
