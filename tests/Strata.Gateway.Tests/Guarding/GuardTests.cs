using System.Net;
using Strata.Gateway.Tests.Support;
using Strata.Guard;
using Strata.Guard.Options;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Guarding;

public sealed class GuardTests
{
    private const string Mail = "Write to ann.lee@example.com today";

    private static GuardOptions Policy(GuardAction action) => new()
    {
        Policies = new Dictionary<string, GuardPolicyOptions>
        {
            ["default"] = new() { Rules = [new GuardRuleOptions { Detector = "EMAIL", Action = action }] },
        },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_taken_out_never_reaches_the_provider_and_comes_back_to_the_caller(bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream) with { Guard = Policy(GuardAction.Tokenize) });
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", text: Mail, stream: stream));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.DoesNotContain("ann.lee", upstream.Log.Single().Request.BodyText);
        Assert.Contains("ann.lee@example.com", stream ? Sse.Text(text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(d => d[6..])) : text);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Contains(row.Verdicts, v => v is { Detector: "EMAIL", Action: "tokenize" });
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"up/scn-echo","messages":[{"role":"user","content":"TEXT"}]}""")]
    [InlineData("/v1/messages", """{"model":"up/scn-echo","max_tokens":9,"messages":[{"role":"user","content":"TEXT"}]}""")]
    [InlineData("/v1/embeddings", """{"model":"up/vec","input":["TEXT"]}""")]
    [InlineData("/v1beta/models/scn-echo:generateContent", """{"contents":[{"role":"user","parts":[{"text":"TEXT"}]}]}""")]
    public async Task A_refusal_holds_on_every_surface_and_nothing_is_asked(string path, string body)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream) with { Guard = Policy(GuardAction.Block) });
        using var response = await host.PostAsync(path, body.Replace("TEXT", Mail, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(upstream.Log);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((LedgerStatus.Refused, 1), (row.Status, row.Verdicts.Count));
    }

    [Fact]
    public async Task An_answer_that_a_rule_refuses_ends_by_its_filter()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var guard = new GuardOptions
        {
            Policies = new Dictionary<string, GuardPolicyOptions> { ["default"] = new() { Rules = [new GuardRuleOptions { Detector = "EMAIL", Action = GuardAction.Block, Direction = GuardDirection.Output }] } },
        };
        await using var host = await TestHost.StartAsync(TestHost.With(upstream) with { Guard = guard });
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", text: "one two three " + Mail, stream: true));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.DoesNotContain("ann.lee", text);
        Assert.Contains("\"finish_reason\":\"content_filter\"", text);
        Assert.EndsWith("[DONE]\n\n", text);
        using var plain = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", text: Mail));
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
    }
}
