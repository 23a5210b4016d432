using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Guard;
using Strata.Guard.Options;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Guarding;

public sealed class JudgeTests
{
    private const string Bad = "tell me {\"score\": 0.9, \"category\": \"politics\"}";

    private static GatewayOptions With(ScriptedUpstream upstream, GuardRuleOptions rule, Webhook? hook = null, string model = "up/scn-echo") => TestHost.With(upstream) with
    {
        Guard = new GuardOptions
        {
            Policies = new Dictionary<string, GuardPolicyOptions> { ["default"] = new() { Rules = [new GuardRuleOptions { Detector = "EMAIL", Direction = GuardDirection.Input }, rule] } },
            Models = new Dictionary<string, GuardModelOptions> { ["topics"] = new() { Model = model, Instructions = "Politics." } },
            Webhooks = hook is null ? new Dictionary<string, GuardWebhookOptions>() : new Dictionary<string, GuardWebhookOptions> { ["house"] = new() { Url = hook.Url, Key = Webhook.Key } },
        },
    };

    private static GuardRuleOptions Model(GuardDirection direction = GuardDirection.Input, bool failOpen = false) =>
        new() { Detector = "model:topics", Action = GuardAction.Block, Direction = direction, FailOpen = failOpen, Timeout = TimeSpan.FromSeconds(20) };

    private static GuardRuleOptions House(GuardDirection direction, GuardAction action = GuardAction.Block, bool failOpen = false, double seconds = 20) =>
        new() { Detector = "webhook:house", Action = action, Direction = direction, FailOpen = failOpen, Timeout = TimeSpan.FromSeconds(seconds), HoldBack = 200 };

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"up/scn-echo","messages":[{"role":"user","content":"TEXT"}]}""")]
    [InlineData("/v1/messages", """{"model":"up/scn-echo","max_tokens":9,"messages":[{"role":"user","content":"TEXT"}]}""")]
    [InlineData("/v1/embeddings", """{"model":"up/vec","input":["TEXT"]}""")]
    public async Task A_model_refuses_what_is_asked_once_and_is_itself_not_judged(string path, string body)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, Model()));
        using var response = await host.PostAsync(path, body.Replace("TEXT", Bad.Replace("\"", "\\\"", StringComparison.Ordinal) + (path == "/v1/embeddings" ? "" : " ann@example.com"), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("model:topics:politics", await response.Content.ReadAsStringAsync(TestHost.Token));
        var asked = Assert.Single(upstream.Log).Request;
        Assert.Equal("/v1/chat/completions", asked.Path);
        Assert.Contains("Politics.", asked.BodyText);
        Assert.DoesNotContain("ann@example.com", asked.BodyText); // it judges what the rules before it left

        var rows = await host.RowsAsync(2);
        var (judged, own) = (rows.Single(r => !r.Id.EndsWith("_g1", StringComparison.Ordinal)), rows.Single(r => r.Id.EndsWith("_g1", StringComparison.Ordinal)));
        Assert.Equal((LedgerStatus.Refused, LedgerStatus.Ok), (judged.Status, own.Status));
        Assert.Contains(judged.Verdicts.ToArray(), v => v is { Detector: "model:topics:politics", Action: "block", Count: 1 });
        Assert.Equal(($"model:topics of {judged.Id}", 1, judged.KeyId), (own.Notes.ToArray().Single(), own.Attempts.Count, own.KeyId));
        Assert.True(own.Usage.Prompt > 0);
    }

    [Fact]
    public async Task What_a_model_costs_counts_against_the_callers_budgets()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, Model()) with { Prices = new Dictionary<string, PriceOptions> { ["up/scn-echo"] = new() { Input = 1, Output = 10 } } });
        var budgets = host.Services.GetRequiredService<BudgetBook>();
        LimitRule Cap(NodeKind kind) => new() { Id = $"cap-{kind}", Scope = LimitNode.Each(kind), Unit = LimitUnit.NanoDollars, Amount = 9_000_000, Window = LimitWindow.Calendar(WindowKind.Year) };
        _ = budgets.SetRules("test", [Cap(NodeKind.Key), Cap(NodeKind.Provider)]).Value;
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-echo", text: Bad.Replace("0.9", "0.2", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cost = (await host.RowsAsync(2)).Sum(r => r.CostNanos!.Value);
        Assert.Equal([cost, cost], budgets.Read(new BudgetQuery()).Items.Select(i => i.Spent));
    }

    [Fact]
    public async Task What_a_model_allows_goes_on()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, Model()));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-echo", text: Bad.Replace("0.9", "0.2", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.OK, 2), (response.StatusCode, upstream.Log.Count));
    }

    [Theory]
    [InlineData("up/scn-503", false)]
    [InlineData("up/scn-503", true)]
    [InlineData("up/scn-html", false)]
    [InlineData("fake", false)]
    public async Task Without_a_verdict_the_rule_says_what_follows(string model, bool failOpen)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, Model(failOpen: failOpen), model: model));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-echo"));
        Assert.Equal(failOpen ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        var row = (await host.RowsAsync(2)).Single(r => !r.Id.EndsWith("_g1", StringComparison.Ordinal));
        Assert.Contains(row.Verdicts.ToArray(), v => v.Detector == "model:topics:unavailable" && v.Action == (failOpen ? "flag" : "block"));
    }

    [Theory]
    [InlineData("HANG", 0.2, false)]
    [InlineData("HANG", 0.2, true)]
    [InlineData("FAIL", 20, false)]
    [InlineData("FAIL", 20, true)]
    public async Task A_webhook_that_is_late_or_fails_is_no_verdict(string text, double seconds, bool failOpen)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var hook = await Webhook.StartAsync("Bluebird");
        await using var host = await TestHost.StartAsync(With(upstream, House(GuardDirection.Input, failOpen: failOpen, seconds: seconds), hook));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-echo", text: text));
        Assert.Equal(failOpen ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains((await host.RowsAsync()).Single().Verdicts.ToArray(), v => v.Detector == "webhook:house:unavailable");
    }

    [Theory]
    [InlineData("/v1/chat/completions", false)]
    [InlineData("/v1/chat/completions", true)]
    [InlineData("/v1/messages", true)]
    [InlineData("/v1/responses", true)]
    public async Task An_answer_is_judged_before_a_word_of_it_goes_out(string path, bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var hook = await Webhook.StartAsync("Bluebird");
        await using var host = await TestHost.StartAsync(With(upstream, House(GuardDirection.Output), hook));
        var asks = path == "/v1/responses" ? "\"input\":\"fly, Bluebird\"" : "\"messages\":[{\"role\":\"user\",\"content\":\"fly, Bluebird\"}]";
        using var response = await host.PostAsync(path, $$"""{"model":"up/scn-echo",{{(path == "/v1/messages" ? "\"max_tokens\":50," : "")}}"stream":{{(stream ? "true" : "false")}},{{asks}}}""");
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.Equal(stream ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("You said", text);
        if (stream)
        {
            Assert.Contains(path switch { "/v1/messages" => "\"stop_reason\":\"refusal\"", "/v1/responses" => "content_filter", _ => "\"finish_reason\":\"content_filter\"" }, text);
        }

        var row = (await host.RowsAsync()).Single();
        Assert.Contains(row.Verdicts.ToArray(), v => v is { Detector: "webhook:house:secrets", Action: "block", Count: 1 });
        Assert.True(row.Usage.Completion > 0); // the provider was paid
        Assert.Equal("output", Assert.Single(hook.Asked).Direction);
    }

    [Fact]
    public async Task A_long_stream_is_judged_in_stretches_and_ends_where_one_is_refused()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var hook = await Webhook.StartAsync("word200");
        await using var host = await TestHost.StartAsync(With(upstream, House(GuardDirection.Output), hook));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-long.500", stream: true));
        var data = await Sse.DataAsync(response);
        var text = Sse.Text(data);
        Assert.Contains("word10 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("word200", text, StringComparison.Ordinal);
        Assert.Equal("[DONE]", data[^1]);
        Assert.Contains("content_filter", data[^2] + data[^3], StringComparison.Ordinal);
        Assert.All(hook.Asked.Zip(hook.Asked.Skip(1)), p => Assert.StartsWith(p.First.Text, p.Second.Text, StringComparison.Ordinal)); // each time all so far
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/messages")]
    public async Task A_stream_that_passes_is_the_stream_it_was(string path)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var hook = await Webhook.StartAsync("Bluebird");
        await using var free = await TestHost.StartAsync(TestHost.With(upstream));
        var body = """{"model":"up/scn-long.300","max_tokens":400,"stream":true,"messages":[{"role":"user","content":"go"}]}""";
        foreach (var action in (GuardAction[])[GuardAction.Block, GuardAction.Flag])
        {
            await using var host = await TestHost.StartAsync(With(upstream, House(GuardDirection.Output, action, failOpen: action == GuardAction.Flag), hook));
            using var guarded = await host.PostAsync(path, body);
            using var plain = await free.PostAsync(path, body);
            Assert.Equal(Said(await plain.Content.ReadAsStringAsync(TestHost.Token)), Said(await guarded.Content.ReadAsStringAsync(TestHost.Token)));
        }

        Assert.True(hook.Asked.Count > 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_call_waits_until_its_arguments_are_judged_whole(bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        foreach (var word in (string[])["ity", "nothing"])
        {
            await using var hook = await Webhook.StartAsync(word);
            await using var host = await TestHost.StartAsync(With(upstream, House(GuardDirection.ToolCall), hook));
            const string tools = ""","tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]""";
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-tools", stream: stream, more: tools));
            var text = await response.Content.ReadAsStringAsync(TestHost.Token);
            Assert.Equal(word == "nothing", text.Contains("weather", StringComparison.Ordinal));
            var (direction, arguments) = Assert.Single(hook.Asked);
            Assert.Equal("tool_call", direction);
            Assert.StartsWith("{", arguments, StringComparison.Ordinal);
            Assert.EndsWith("}", arguments, StringComparison.Ordinal);
        }
    }

    private static string Said(string stream) =>
        string.Concat(stream.Split("\"content\":\"").Concat(stream.Split("\"text\":\"")).Select(p => p[..p.IndexOf('"', StringComparison.Ordinal)]).Where(p => p.Contains("word", StringComparison.Ordinal)));
}
