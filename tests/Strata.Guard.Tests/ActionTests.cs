using System.Buffers;
using Strata.Guard.Options;
using Strata.Guard.Tests.Labelled;

namespace Strata.Guard.Tests;

public sealed class ActionTests
{
    private const string Text = "a@example.com paid with 4111 1111 1111 1111";

    [Theory]
    [InlineData(GuardAction.Flag, Text)]
    [InlineData(GuardAction.Redact, "[EMAIL] paid with [CREDIT_CARD]")]
    [InlineData(GuardAction.Mask, "*@******e.com paid with **** **** **** 1111")]
    [InlineData(GuardAction.Tokenize, "<EMAIL_1> paid with <CREDIT_CARD_1>")]
    [InlineData(GuardAction.Block, "")]
    public void Each_action_does_what_it_says(GuardAction action, string expected)
    {
        var result = Guards.Of("PII", action).Apply(GuardDirection.Input, Text, new GuardTokens());

        Assert.Equal(expected, result.Text);
        Assert.Equal(action == GuardAction.Block, result.IsBlocked);
        Assert.Equal(action == GuardAction.Block ? 1 : 2, result.Findings.Count);
        Assert.All(result.Findings, f => Assert.Equal(action, f.Action));
    }

    [Fact]
    public void Clean_text_comes_back_as_the_same_string() =>
        Assert.Same(Text, Guards.Of("SECRETS", GuardAction.Block).Apply(GuardDirection.Input, Text).Text);

    [Fact]
    public void A_block_lets_nothing_go_behind_it_in_a_stream()
    {
        var result = Guards.Cut(Guards.Of("EMAIL", GuardAction.Block), "write to a@example.com now", Enumerable.Range(1, 25));

        Assert.True(result.IsBlocked);
        Assert.Equal("write to ", result.Text);
    }

    [Fact]
    public void Tokens_come_back_in_an_answer_that_is_cut_anywhere()
    {
        var tokens = new GuardTokens();
        var sent = Guards.Of("PII", GuardAction.Tokenize).Apply(GuardDirection.Input, $"{Text}, again a@example.com and b@example.com", tokens).Text;
        Assert.Equal("<EMAIL_1> paid with <CREDIT_CARD_1>, again <EMAIL_1> and <EMAIL_2>", sent);

        const string answer = "Dear <EMAIL_1>, <EMAIL_2><EMAIL_12> x < y, <b>bold</b> <CREDIT_CARD_1> <EMAIL_1";
        const string expected = "Dear a@example.com, b@example.com<EMAIL_12> x < y, <b>bold</b> 4111 1111 1111 1111 <EMAIL_1";
        Assert.Equal(expected, tokens.Restore(answer));
        for (var cut = 0; cut <= answer.Length; cut++)
        {
            var restored = new ArrayBufferWriter<char>();
            var restorer = tokens.Restore();
            restorer.Push(answer.AsSpan(0, cut), restored);
            restorer.Push(answer.AsSpan(cut), restored);
            restorer.Complete(restored);
            Assert.Equal(expected, restored.WrittenSpan.ToString());
        }
    }

    [Fact]
    public void A_long_value_gets_a_token_too()
    {
        var tokens = new GuardTokens();
        var key = $"-----BEGIN PRIVATE KEY-----\n{Digits.Word(new Random(4), 4000)}\n-----END PRIVATE KEY-----";
        var sent = Guards.Cut(Guards.Of("PRIVATE_KEY", GuardAction.Tokenize), $"x {key} y", Enumerable.Range(1, 4000), tokens).Text;

        Assert.Equal("x <PRIVATE_KEY_1> y", sent);
        Assert.Equal($"x {key} y", tokens.Restore(sent));
    }

    [Theory]
    [InlineData("""{"card":4111111111111111,"to":"a@example.com"}""", """{"card":"[CREDIT_CARD]","to":"[EMAIL]"}""")]
    [InlineData("""{"q\"":"\\","card": 4111111111111111 }""", """{"q\"":"\\","card": "[CREDIT_CARD]" }""")]
    [InlineData("card 4111111111111111", "card [CREDIT_CARD]")]
    public void Arguments_of_a_tool_call_stay_json(string arguments, string expected)
    {
        Assert.Equal(expected, Guards.Everything.Apply(GuardDirection.ToolCall, arguments).Text);
        Assert.Equal(expected, Guards.Cut(Guards.Everything, arguments, Enumerable.Range(1, arguments.Length - 1), direction: GuardDirection.ToolCall).Text);
    }

    [Fact]
    public void Rules_hold_in_their_directions_and_the_first_one_wins()
    {
        var policy = Guards.Of(
            new GuardRuleOptions { Detector = "email", Action = GuardAction.Mask, Direction = GuardDirection.Input },
            new GuardRuleOptions { Detector = "PII", Action = GuardAction.Redact, Direction = GuardDirection.Input | GuardDirection.ToolCall });

        Assert.StartsWith("*@", policy.Apply(GuardDirection.Input, Text).Text, StringComparison.Ordinal);
        Assert.StartsWith("[EMAIL]", policy.Apply(GuardDirection.ToolCall, Text).Text, StringComparison.Ordinal);
        Assert.False(policy.LooksAt(GuardDirection.Output));
        Assert.Equal(Text, policy.Apply(GuardDirection.Output, Text).Text);
    }

    [Fact]
    public void A_policy_with_an_unknown_detector_does_not_compile()
    {
        var problem = GuardPolicy.Compile("p", new GuardPolicyOptions { Rules = [new GuardRuleOptions { Detector = "EMIAL" }] }).Problem;

        Assert.Contains("Guard policy 'p', rule 'EMIAL': there is no such detector", problem.Message, StringComparison.Ordinal);
    }
}
