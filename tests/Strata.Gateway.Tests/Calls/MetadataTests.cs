using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Calls;

public sealed class MetadataTests
{
    private static GatewayOptions Tiers(ScriptedUpstream upstream) => Routes.Over([upstream], ["a/scn-echo"]) is var options ? options with
    {
        MetadataTags = ["feature", "tags"],
        Routing = options.Routing with
        {
            Routes =
            [
                new RouteOptions
                {
                    Name = "gold", Models = ["m"], When = [new Condition("metadata.tier", ConditionTest.Is, ["gold"])],
                    Targets = [new TargetOptions { Deployment = "a/scn-tools" }],
                },
                .. options.Routing.Routes,
            ],
        },
    }
    : null!;

    [Theory]
    [InlineData("/v1/chat/completions", "", null, "m")]
    [InlineData("/v1/chat/completions", ""","metadata":{"tier":"gold"}""", null, "gold")]
    [InlineData("/v1/messages", ""","max_tokens":9,"metadata":{"user_id":"u"}""", """{"tier":"gold"}""", "gold")]
    [InlineData("/v1/chat/completions", "", """{"tier":"gold"}""", "gold")]
    [InlineData("/v1/chat/completions", ""","metadata":{"tier":"gold"}""", """{"tier":"none"}""", "m")]
    public async Task A_route_is_chosen_by_the_bodys_metadata_and_by_the_headers_over_it(string path, string more, string? header, string route)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Tiers(upstream));
        using var response = await AskAsync(host, path, Bodies.Chat("m", more: more), ("x-strata-metadata", header));
        Assert.Equal((HttpStatusCode.OK, route), (response.StatusCode, response.Headers.GetValues("x-strata-route").Single()));
    }

    [Fact]
    public async Task Named_members_become_tags_of_the_row()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Tiers(upstream));
        using var response = await AskAsync(host, "/v1/chat/completions", Bodies.Chat("m", more: ""","metadata":{"feature":"search","session":"s1","tags":["x","team=a"]}"""), ("x-litellm-tags", "y"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["tag=y", "feature=search", "tag=x", "team=a"], (await host.RowsAsync()).Single().Tags.ToArray());
    }

    [Theory]
    [InlineData("x-strata-metadata", "tier=gold")]
    [InlineData("x-litellm-spend-logs-metadata", """{"tier":{"a":1}}""")]
    [InlineData("x-strata-timeout", "soon")]
    [InlineData("x-litellm-timeout", "-1")]
    [InlineData("x-litellm-num-retries", "many")]
    public async Task A_header_that_cannot_be_used_is_refused_by_its_name(string name, string value)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Tiers(upstream));
        using var response = await AskAsync(host, "/v1/chat/completions", Bodies.Chat("m"), (name, value));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"param\":\"{name}\"", await response.Content.ReadAsStringAsync(TestHost.Token));
        Assert.Empty(upstream.Log);
    }

    [Theory]
    [InlineData("x-strata-timeout", "150ms", "scn-hang", false)]
    [InlineData("x-litellm-timeout", "0.15", "scn-hang", false)]
    [InlineData("x-litellm-stream-timeout", "0.15", "scn-hang", true)]
    public async Task A_caller_can_ask_for_less_time_than_the_route_allows(string name, string value, string model, bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Routes.Over([upstream], [$"a/{model}"], r => r with { Retries = new RetryPolicy { AttemptsMax = 1 } }));
        using var response = await AskAsync(host, "/v1/chat/completions", Bodies.Chat("m", stream: stream), (name, value));
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData("1", 2)]
    [InlineData("0", 1)]
    [InlineData("50", 4)]
    public async Task A_caller_can_ask_for_fewer_attempts_than_the_route_allows(string? retries, int attempts)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Routes.Over([upstream], ["a/scn-503"]));
        using var response = await AskAsync(host, "/v1/chat/completions", Bodies.Chat("m"), ("x-litellm-num-retries", retries));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, attempts), (response.StatusCode, upstream.Log.Count));
    }

    private static Task<HttpResponseMessage> AskAsync(TestHost host, string path, string body, params (string Name, string? Value)[] headers)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return host.Client.SendAsync(message, TestHost.Token);
    }
}
