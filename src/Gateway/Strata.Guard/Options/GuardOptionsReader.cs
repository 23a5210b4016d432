using Strata.Core.Configuration;

namespace Strata.Guard.Options;

/// <summary>Reads the section <c>guard</c>; every policy is compiled once, so that what is wrong with one is said with its key.</summary>
public static class GuardOptionsReader
{
    private static readonly KeywordSetOptions Words = new();
    private static readonly PatternSetOptions Expressions = new();
    private static readonly GuardRuleOptions Rule = new() { Detector = "" };

    /// <summary>Reads the policies; findings go to the section's session.</summary>
    public static GuardOptions Read(ConfigReader section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var policies = section.Map("policies", "Guard policies by the name that routes and keys use.", ReadPolicy);
        foreach (var (name, policy) in policies)
        {
            if (!GuardPolicy.Compile(name, policy).Try(out _, out var problem))
            {
                section.Reject("policies", problem.Message, "Correct the rule, or leave it out.");
            }
        }

        return new GuardOptions { Policies = policies };
    }

    private static GuardPolicyOptions ReadPolicy(ConfigReader item) => new()
    {
        Rules = item.List("rules", "What is done about what; for one detector and direction the first rule holds.", ReadRule),
        Keywords = item.Map("keywords", "Sets of words by the name that rules use.", ReadWords),
        Patterns = item.Map("patterns", "Sets of regular expressions by the name that rules use.", ReadPatterns),
    };

    private static GuardRuleOptions ReadRule(ConfigReader item) => new()
    {
        Detector = item.RequiredText("detector", "PII, SECRETS, one type such as EMAIL, INJECTION, the name of a set, model:NAME or webhook:NAME."),
        Action = item.Choice("action", Rule.Action, "What happens: flag, redact, mask, tokenize or block."),
        Direction = ReadDirection(item),
        FailOpen = item.Flag("fail_open", Rule.FailOpen, "Whether text passes when a model or webhook gives no verdict in time."),
        Timeout = item.Duration("timeout", Rule.Timeout, (TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)), "How long a model or webhook may take."),
        Threshold = item.Decimal("threshold", Rule.Threshold, (0.01m, 1), "From which score on INJECTION or a verdict counts."),
    };

    private static GuardDirection ReadDirection(ConfigReader item)
    {
        var direction = GuardDirection.None;
        foreach (var word in item.Texts("directions", "Where it looks: input, output, tool_call; all of them without this."))
        {
            var one = word switch
            {
                "input" => GuardDirection.Input,
                "output" => GuardDirection.Output,
                "tool_call" => GuardDirection.ToolCall,
                _ => GuardDirection.None,
            };
            direction |= one;
            if (one == GuardDirection.None)
            {
                item.Reject("directions", $"'{word}' is not known.", "Write input, output or tool_call.");
            }
        }

        return direction == GuardDirection.None ? GuardDirection.All : direction;
    }

    private static KeywordSetOptions ReadWords(ConfigReader item) => new()
    {
        Words = item.Texts("words", "The words and phrases."),
        CaseSensitive = item.Flag("case_sensitive", Words.CaseSensitive, "Whether capitals and small letters are told apart."),
        WholeWords = item.Flag("whole_words", Words.WholeWords, "Whether no letter or digit may stand beside them."),
    };

    private static PatternSetOptions ReadPatterns(ConfigReader item) => new()
    {
        Patterns = item.Texts("patterns", "Regular expressions without look-around and back references."),
        CaseSensitive = item.Flag("case_sensitive", Expressions.CaseSensitive, "Whether capitals and small letters are told apart."),
        MatchMax = (int)item.Integer("match_max", Expressions.MatchMax, (1, 4096), "The longest match in characters; a stream holds back that much."),
    };
}
