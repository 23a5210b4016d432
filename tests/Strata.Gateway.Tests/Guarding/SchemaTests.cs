using System.Net;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Guard;
using Strata.Guard.Options;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Guarding;

public sealed class SchemaTests
{
    private const string Tools = ""","tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]""";

    private static GatewayOptions With(ScriptedUpstream upstream, string schema, GuardDirection direction, GuardAction action) => TestHost.With(upstream) with
    {
        Guard = new GuardOptions
        {
            Policies = new Dictionary<string, GuardPolicyOptions>
            {
                ["default"] = new()
                {
                    Rules = [new GuardRuleOptions { Detector = "schema:shape", Action = action, Direction = direction }],
                    Schemas = new Dictionary<string, GuardSchemaOptions> { ["shape"] = new() { Schema = schema, Tool = direction == GuardDirection.ToolCall ? "weather" : "" } },
                },
            },
        },
    };

    [Theory]
    [InlineData(GuardAction.Block, false, HttpStatusCode.BadRequest)]
    [InlineData(GuardAction.Block, true, HttpStatusCode.OK)]
    [InlineData(GuardAction.Flag, false, HttpStatusCode.OK)]
    [InlineData(GuardAction.Flag, true, HttpStatusCode.OK)]
    public async Task An_answer_that_is_no_such_json_is_refused_or_noted(GuardAction action, bool stream, HttpStatusCode status)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, """{"type":"object"}""", GuardDirection.Output, action));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-echo", stream: stream));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(action == GuardAction.Flag, text.Contains("said:", StringComparison.Ordinal));
        Assert.Equal(action == GuardAction.Block, text.Contains("content_filter", StringComparison.Ordinal) || text.Contains("content_policy_violation", StringComparison.Ordinal));
        Assert.Equal(("schema:shape", action.ToString().ToLowerInvariant(), 1), (await host.RowsAsync()).Single().Verdicts.ToArray().Select(v => (v.Detector, v.Action, v.Count)).Single());
    }

    [Theory]
    [InlineData("""{"type":"object","required":["city"]}""", false, true)]
    [InlineData("""{"type":"object","required":["city"]}""", true, true)]
    [InlineData("""{"type":"object","required":["country"]}""", false, false)]
    [InlineData("""{"type":"object","required":["country"]}""", true, false)]
    public async Task Arguments_of_a_tool_are_checked_before_the_caller_has_them(string schema, bool stream, bool passes)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, schema, GuardDirection.ToolCall, GuardAction.Block));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-tools", stream: stream, more: Tools));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.Equal(passes, text.Contains("weather", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_of_a_tool_is_no_answer_that_a_schema_could_miss()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, """{"type":"object"}""", GuardDirection.Output, GuardAction.Block));
        foreach (var stream in (bool[])[true, false])
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("up/scn-tools", stream: stream, more: Tools));
            Assert.Contains("weather", await response.Content.ReadAsStringAsync(TestHost.Token));
        }
    }
}
