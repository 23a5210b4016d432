using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Ledger.Rows;
using Strata.Routing.Policies;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Attempts;

public sealed class ReliabilityTests
{
    [Theory]
    [InlineData("/v1/chat/completions", "scn-truncate")]
    [InlineData("/v1/chat/completions", "scn-cleancut")]
    [InlineData("/v1/messages", "scn-truncate")]
    public async Task A_stream_that_breaks_is_continued_where_the_route_allows_it(string path, string breaking)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Routes.Over([upstream, upstream], [$"a/{breaking}", "b/scn-echo"], r => r with { Continuation = true }));
        var body = path == "/v1/messages" ? """{"model":"m","stream":true,"max_tokens":99,"messages":[{"role":"user","content":"Hi"}]}""" : Bodies.Chat("m", stream: true);
        using var response = await host.PostAsync(path, body);
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.DoesNotContain("error", text);
        Assert.Contains(path == "/v1/messages" ? "message_stop" : "[DONE]", text);
        Assert.Single(text.Split("\"role\":\"assistant\"")[1..]);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((LedgerStatus.Ok, 1), (row.Status, row.Continuations));
        Assert.Equal([AttemptOutcome.Continued, AttemptOutcome.Ok], [row.Attempts[0].Outcome, row.Attempts[1].Outcome]);
        Assert.Contains("broke off", upstream.Log.Last().Request.BodyText);
    }

    [Fact]
    public async Task A_slow_first_content_is_hedged_and_the_faster_one_answers()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var hedge = new HedgePolicy { Enabled = true, Share = 1, Saved = 100, After = TimeSpan.FromMilliseconds(100) };
        await using var host = await TestHost.StartAsync(Routes.Over([upstream, upstream], ["a/scn-hang", "b/scn-echo"], r => r with { Strategy = RouteStrategy.Priority, Hedge = hedge }));
        for (var i = 0; i < 40; i++)
        {
            var call = host.PostAsync("/v1/chat/completions", Bodies.Chat("m", text: $"{i}"));
            while (!call.IsCompleted)
            {
                foreach (var asked in upstream.Log)
                {
                    asked.Release.TrySetResult();
                }

                await Task.Yield();
            }

            (await call).Dispose();
        }

        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m", text: "slow now"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var row = (await host.RowsAsync(41))[0];
        Assert.Equal("b/scn-echo", row.Deployment);
        Assert.Equal([AttemptOutcome.HedgeLost, AttemptOutcome.Ok], [row.Attempts[0].Outcome, row.Attempts[1].Outcome]);
    }

    [Theory]
    [InlineData("connect-error", "injected")]
    [InlineData("503", "status 503 injected")]
    [InlineData("cut-after=0", "injected")]
    public async Task Administrators_rehearse_failures(string inject, string reason)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Routes.Over([upstream, upstream], ["a/scn-echo", "b/scn-echo"]));
        host.Client.DefaultRequestHeaders.Add("x-strata-inject", inject);
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m", stream: true));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((2, reason), (row.Attempts.Count, row.Attempts[0].Reason));
        var made = await host.MakeKeyAsync(new KeyDraft { Name = "app" });
        using var plain = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m"), made.Secret);
        Assert.Equal("1", plain.Headers.GetValues("x-strata-attempts").Single());
    }

    [Fact]
    public async Task A_rehearsed_break_in_the_middle_is_an_error_event()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        host.Client.DefaultRequestHeaders.Add("x-strata-inject", "cut-after=2");
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", stream: true));
        var text = await Sse.ReadAsync(response);
        Assert.Contains("\"error\"", text);
        Assert.DoesNotContain("[DONE]", text);
    }
}
