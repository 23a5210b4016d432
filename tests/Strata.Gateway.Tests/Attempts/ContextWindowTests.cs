using System.Net;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Rows;
using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Tests.Shared.Gateway;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Attempts;

public sealed class ContextWindowTests
{
    [Theory]
    [InlineData("openai.chat")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task A_prompt_that_a_provider_calls_too_long_in_its_own_words_goes_to_the_larger_window(string dialect)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var route = new RouteOptions
        {
            Name = "m",
            Targets = [new TargetOptions { Deployment = "small/scn-toolong" }],
            Fallbacks = new FallbackOptions { General = ["general/scn-echo"], ContextWindow = ["large/scn-echo"] },
            Retries = new RetryPolicy { Base = TimeSpan.FromMilliseconds(1), Most = TimeSpan.FromMilliseconds(2) },
        };
        var options = new GatewayOptions
        {
            Routing = new RoutingOptions
            {
                Providers = [Providers.Of("small", dialect, upstream.Root), Providers.Of("general", "openai.chat", upstream.Root), Providers.Of("large", "openai.chat", upstream.Root)],
                Routes = [route],
            },
        };
        await using var host = await TestHost.StartAsync(options);
        foreach (var stream in (bool[])[false, true])
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m", stream: stream));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("large", response.Headers.GetValues("x-strata-provider").Single());
            await response.Content.ReadAsStringAsync(TestHost.Token);
        }

        Assert.All(await host.RowsAsync(2), row => Assert.Equal((AttemptOutcome.FailedOver, 0L, 2), (row.Attempts[0].Outcome, row.Attempts[0].Usage.Total, row.Attempts.Count)));
    }

    [Theory]
    [InlineData("invalid_request_error", "prompt is too long: 210321 tokens > 200000 maximum", FailureClass.ContextWindow)]
    [InlineData("INVALID_ARGUMENT", "The input token count (9) exceeds the maximum number of tokens allowed (5).", FailureClass.ContextWindow)]
    [InlineData("context_length_exceeded", null, FailureClass.ContextWindow)]
    [InlineData("rate_limit_error", "Too fast.", FailureClass.RateLimited)]
    [InlineData("server_error", "The prompt is fine.", FailureClass.ServerTransient)]
    public void Errors_inside_an_answer_are_read_by_their_words_too(string code, string? message, FailureClass expected) =>
        Assert.Equal(expected, global::Strata.Gateway.Answers.Faults.OfEvent(code, message, "m").Class);
}
