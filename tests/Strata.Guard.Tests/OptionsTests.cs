using Strata.Core.Configuration;
using Strata.Guard.Options;

namespace Strata.Guard.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void A_section_becomes_policies()
    {
        var (options, findings) = Read(Map(("policies", Map(("default", Map(
            ("rules", List(
                Map(("detector", One("PII")), ("action", One("tokenize")), ("directions", List(One("input"), One("tool_call")))),
                Map(("detector", One("names")), ("action", One("block"))),
                Map(("detector", One("model:topics")), ("action", One("flag")), ("fail_open", One("true")), ("timeout", One("500ms"))))),
            ("keywords", Map(("names", Map(("words", List(One("nightjar"))))))))))),
            ("models", Map(("topics", Map(("model", One("small")), ("kind", One("moderation"))))))));

        Assert.Empty(findings);
        var policy = GuardPolicy.Compile("default", options.Policies["default"]).Value;
        Assert.Equal("to <EMAIL_1>", policy.Apply(GuardDirection.Input, "to a@example.com", new GuardTokens()).Text);
        Assert.Equal("to a@example.com", policy.Apply(GuardDirection.Output, "to a@example.com").Text);
        Assert.True(policy.Apply(GuardDirection.Output, "Nightjar").IsBlocked);
        Assert.Equal(new GuardModelRule("model:topics", GuardAction.Flag, 0.7, true, TimeSpan.FromMilliseconds(500)), Assert.Single(policy.ModelRules(GuardDirection.Input)));
    }

    [Fact]
    public void Every_mistake_is_said_with_its_place()
    {
        var (_, findings) = Read(Map(("policies", Map(("p", Map(
            ("rules", List(Map(("detector", One("EMIAL")), ("action", One("erase")), ("directions", One("inputs"))))),
            ("pattern", One("x"))))))));

        var said = string.Join('\n', findings.Select(f => $"{f.Key} {f.What}"));
        Assert.Contains("policies.p.rules[0].action 'erase' is not known.", said, StringComparison.Ordinal);
        Assert.Contains("policies.p.rules[0].directions 'inputs' is not known.", said, StringComparison.Ordinal);
        Assert.Contains("policies.p.pattern is not a known key.", said, StringComparison.Ordinal);
        Assert.Contains("rule 'EMIAL': there is no such detector", said, StringComparison.Ordinal);
    }

    private static (GuardOptions Options, IReadOnlyList<ConfigFinding> Findings) Read(ConfigNode node)
    {
        var session = new ConfigSession();
        return (GuardOptionsReader.Read(new ConfigReader(node, session)), session.Findings);
    }

    private static ConfigNode One(string scalar) => new() { Scalar = scalar };

    private static ConfigNode List(params ConfigNode[] items) => new() { Items = items };

    private static ConfigNode Map(params (string Key, ConfigNode Value)[] members) => new() { Members = members.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal) };
}
