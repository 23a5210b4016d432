using System.Net;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Rows;
using Strata.Routing.Options;
using Strata.Routing.Providers;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Attempts;

public sealed class FailoverTests
{
    [Theory]
    [InlineData("scn-500", true)]
    [InlineData("scn-500", false)]
    [InlineData("scn-503", true)]
    [InlineData("scn-429.60", false)]
    [InlineData("scn-401", true)]
    [InlineData("scn-dropped", true)]
    [InlineData("scn-dropped", false)]
    [InlineData("scn-emptystream", true)]
    [InlineData("scn-error-first", true)]
    [InlineData("scn-error-in-200", false)]
    [InlineData("scn-truncate", false)]
    public async Task A_failure_before_the_first_content_is_another_targets_answer_and_nobody_sees_it(string failing, bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Routes.Over([upstream, upstream], [$"a/{failing}", "b/scn-echo"]));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m", stream: stream));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("error", text);
        Assert.EndsWith(stream ? "[DONE]\n\n" : "}", text);
        Assert.Equal(["2", "b/scn-echo", "m"], new[] { "x-strata-attempts", "x-strata-deployment", "x-strata-route" }.Select(h => response.Headers.GetValues(h).Single()));
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((LedgerStatus.Ok, "b/scn-echo", "m"), (row.Status, row.Deployment, row.Route));
        Assert.Equal([AttemptOutcome.FailedOver, AttemptOutcome.Ok], [row.Attempts[0].Outcome, row.Attempts[1].Outcome]);
        Assert.NotEqual("", row.Attempts[0].Reason);
    }

    [Fact]
    public async Task A_refusal_of_the_callers_request_is_never_sent_again_and_passes_in_the_providers_words()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Routes.Over([upstream], ["a/scn-nomodel", "a/scn-echo"]));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Single(upstream.Log);
    }

    [Fact]
    public async Task A_bad_credential_is_followed_by_the_next_one_of_the_same_deployment_at_once()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var provider = Routes.Provider(upstream, "a", null, new Credential { Name = "bad", Secret = "wrong", Weight = 1_000_000 }, new Credential { Name = "good", Secret = ScriptedUpstream.Key, Weight = 1e-9 });
        await using var host = await TestHost.StartAsync(new GatewayOptions { Routing = new RoutingOptions { Providers = [provider] } });
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("a/scn-echo"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal(["bad", "good"], [row.Attempts[0].Credential, row.Attempts[1].Credential]);
        Assert.Equal(401, row.Attempts[0].HttpStatus);
    }

    [Fact]
    public async Task Spent_retries_tell_the_caller_not_to_retry_and_name_no_other_model()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Routes.Over([upstream], ["a/scn-500", "a/scn-503"], r => r with { Retries = r.Retries with { AttemptsMax = 2 } }));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m"));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("false", response.Headers.GetValues("x-should-retry").Single());
        Assert.DoesNotContain("scn-", text);
        Assert.Equal(2, upstream.Log.Count);
    }

    [Fact]
    public async Task A_slow_beginning_ends_by_the_first_byte_clock_and_another_target_answers()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var clocks = new CallClocks { FirstByte = TimeSpan.FromMilliseconds(100) };
        await using var host = await TestHost.StartAsync(Routes.Over([upstream], ["a/scn-hang", "a/scn-echo"], clocks: clocks));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m", stream: true));
        Assert.Equal("[DONE]", (await Sse.DataAsync(response))[^1]);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal("clock first_byte", row.Attempts[0].Reason);
    }

    [Fact]
    public async Task The_total_is_shared_by_all_attempts()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var clocks = new CallClocks { FirstByte = TimeSpan.FromSeconds(30), Total = TimeSpan.FromMilliseconds(250) };
        await using var host = await TestHost.StartAsync(Routes.Over([upstream], ["a/scn-hang", "a/scn-hang.1"], clocks: clocks));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m"));
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Single(upstream.Log);
    }

    [Fact]
    public async Task A_dead_primary_costs_no_error()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var dead = Routes.Provider(upstream, "dead") with { };
        var options = Routes.Over([upstream], ["dead/x", "a/scn-echo"]);
        dead = dead with { Provider = new Provider { Name = "dead", Kind = ProviderKinds.OpenAiCompatible, Url = new Uri("http://127.0.0.1:1/v1/"), Credentials = [Credential.None], Dialects = ["openai.chat"] } };
        var routing = options.Routing with { Providers = [.. options.Routing.Providers, dead], };
        await using var host = await TestHost.StartAsync(options with { Routing = routing });
        for (var i = 0; i < 20; i++)
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m", text: $"{i}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }
}
