using System.Net;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Upstreams;

public sealed class UpstreamTests
{
    [Fact]
    public async Task Bytes_pass_both_ways_with_only_model_and_credential_replaced()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream, u => u with { Models = new Dictionary<string, string> { ["alias"] = "scn-echo" } }));
        var answer = await host.JsonAsync(HttpMethod.Post, "/v1/chat/completions", """{"model":"alias","future_field":{"a":[1, 2]},"messages":[{"role":"user","content":"hi"}]}""");
        var got = Assert.Single(upstream.Log);
        Assert.Equal("""{"model":"scn-echo","future_field":{"a":[1, 2]},"messages":[{"role":"user","content":"hi"}]}""", got.Request.BodyText);
        Assert.Equal("Bearer " + ScriptedUpstream.Key, got.Authorization);
        Assert.True(answer.GetProperty("x_unknown").GetProperty("kept").GetBoolean());
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal(("up/scn-echo", "up", "alias", "req_up_1", UsageSource.Reported), (row.Deployment, row.Provider, row.Model, row.UpstreamRequestId, row.UsageSource));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Usage_is_counted_whether_or_not_the_caller_asked_and_its_chunk_goes_only_to_who_did(bool asks)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", stream: true, more: asks ? ",\"stream_options\":{\"include_usage\":true}" : ""));
        var data = await Sse.DataAsync(response);
        Assert.Equal("[DONE]", data[^1]);
        Assert.Equal("You said: Say a few words one two three four five", Sse.Text(data));
        Assert.Equal(asks, data.Any(d => d.Contains("\"usage\"", StringComparison.Ordinal)));
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((4L, 11L, UsageSource.Reported, "stop"), (row.Usage.Input, row.Usage.Output, row.UsageSource, row.FinishReason));
    }

    [Fact]
    public async Task The_price_is_of_what_was_routed_to_and_a_class_without_price_is_unknown()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var options = TestHost.With(upstream) with
        {
            Prices = new Dictionary<string, PriceOptions>
            {
                ["up/scn-echo"] = new() { Input = 2.5m, Output = 10 },
                ["claimed-scn-nousage"] = new() { Input = 1, Output = 1 },
                ["up/scn-cached.3"] = new() { Input = 2, Output = 4 },
            },
        };
        await using var host = await TestHost.StartAsync(options);
        foreach (var model in (string[])["scn-echo", "scn-nousage", "scn-cached.3"])
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(model));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var rows = (await host.RowsAsync(3)).ToDictionary(r => r.Model);
        Assert.Equal((4 * 2_500) + (11 * 10_000), rows["scn-echo"].CostNanos);
        Assert.Null(rows["scn-nousage"].CostNanos);
        Assert.Equal(UsageSource.Estimated, rows["scn-nousage"].UsageSource);
        Assert.InRange(rows["scn-nousage"].Usage.Total, 5, 100);
        Assert.Equal((1L, 3L), (rows["scn-cached.3"].Usage.Input, rows["scn-cached.3"].Usage.CachedInput));
        Assert.Null(rows["scn-cached.3"].CostNanos);
    }

    [Fact]
    public async Task A_provider_that_repeats_its_ids_loses_no_row()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        for (var i = 0; i < 5; i++)
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-sameid", text: $"call {i}"));
        }

        Assert.Equal(5, (await host.RowsAsync(5)).Count);
    }

    [Fact]
    public async Task Embeddings_and_completions_pass_by_their_paths()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        var embedded = await host.JsonAsync(HttpMethod.Post, "/v1/embeddings", """{"model":"up/vec","input":["a b","c"]}""");
        Assert.Equal(-0.25, embedded.GetProperty("data")[0].GetProperty("embedding")[1].GetDouble());
        var completed = await host.JsonAsync(HttpMethod.Post, "/v1/completions", """{"model":"scn-echo","prompt":["One","Two"]}""");
        Assert.StartsWith("You said: Two", completed.GetProperty("choices")[0].GetProperty("text").GetString());
        var rows = await host.RowsAsync(2);
        Assert.Equal(["openai.completions", "openai.embeddings"], rows.Select(r => r.Endpoint));
        Assert.Equal(("up/vec", 3L), (rows[1].Deployment, rows[1].Usage.Total));
    }
}
