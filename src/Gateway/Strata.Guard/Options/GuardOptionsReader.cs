using Strata.Core.Configuration;

namespace Strata.Guard.Options;

/// <summary>Reads the section <c>guard</c>; every policy is compiled once, so that what is wrong with one is said with its key.</summary>
public static class GuardOptionsReader
{
    private static readonly KeywordSetOptions Words = new();
    private static readonly PatternSetOptions Expressions = new();
    private static readonly GuardModelOptions Model = new() { Model = "" };
    private static readonly GuardRuleOptions Rule = new() { Detector = "" };

    /// <summary>Reads the policies; findings go to the section's session.</summary>
    public static GuardOptions Read(ConfigReader section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var options = new GuardOptions
        {
            Policies = section.Map("policies", "Guard policies by the name that routes and keys use.", ReadPolicy),
            Models = section.Map("models", "Models that rules ask as model:NAME.", ReadModel),
            Webhooks = section.Map("webhooks", "Servers of your own that rules ask as webhook:NAME.", ReadWebhook),
        };
        foreach (var (name, policy) in options.Policies)
        {
            if (!GuardPolicy.Compile(name, policy).Try(out _, out var problem))
            {
                section.Reject("policies", problem.Message, "Correct the rule, or leave it out.");
            }

            foreach (var rule in policy.Rules.Where(r => IsUnknown(r.Detector, "model:", options.Models.Keys) || IsUnknown(r.Detector, "webhook:", options.Webhooks.Keys)))
            {
                section.Reject("policies", $"Guard policy '{name}' asks '{rule.Detector}', which is not there.", "Add it under guard.models or guard.webhooks.");
            }
        }

        return options;
    }

    private static bool IsUnknown(string detector, string prefix, IEnumerable<string> names) => detector.StartsWith(prefix, StringComparison.Ordinal) && !names.Contains(detector[prefix.Length..], StringComparer.Ordinal);

    private static GuardModelOptions ReadModel(ConfigReader item) => new()
    {
        Model = item.RequiredText("model", "The model as callers ask for it: a route, a listed name, provider/model, or a model of this process."),
        Kind = item.Choice("kind", Model.Kind, "How it is asked: a chat model by instructions, or a moderation model of OpenAI's kind."),
        Instructions = item.Text("instructions", Model.Instructions, "For a chat model, what a text must not be or say."),
    };

    private static GuardWebhookOptions ReadWebhook(ConfigReader item)
    {
        var text = item.RequiredText("url", "Where it is asked, by POST.");
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        if (!isUrl && text.Length > 0)
        {
            item.Reject("url", $"'{text}' is not an http or https address.", "Write for instance https://guard.example.com/verdict.");
        }

        return new GuardWebhookOptions { Url = isUrl ? url! : new Uri("http://127.0.0.1:1/"), Key = item.Secret("key", "Sent as a bearer token.")?.Trim() };
    }

    private static GuardSchemaOptions ReadSchema(ConfigReader item) => new()
    {
        Schema = item.RequiredText("schema", "The JSON schema, as a text."),
        Tool = item.Text("tool", "", "For tool calls, the tool whose arguments it describes; every tool without this."),
    };

    private static GuardPolicyOptions ReadPolicy(ConfigReader item) => new()
    {
        Rules = item.List("rules", "What is done about what; for one detector and direction the first rule holds.", ReadRule),
        Keywords = item.Map("keywords", "Sets of words by the name that rules use.", ReadWords),
        Patterns = item.Map("patterns", "Sets of regular expressions by the name that rules use.", ReadPatterns),
        Schemas = item.Map("schemas", "JSON schemas of answers or of tool-call arguments, by the name that rules use as schema:NAME.", ReadSchema),
    };

    private static GuardRuleOptions ReadRule(ConfigReader item) => new()
    {
        Detector = item.RequiredText("detector", "PII, SECRETS, one type such as EMAIL, INJECTION, the name of a set, model:NAME, webhook:NAME or schema:NAME."),
        Action = item.Choice("action", Rule.Action, "What happens: flag, redact, mask, tokenize or block."),
        Direction = ReadDirection(item),
        FailOpen = item.Flag("fail_open", Rule.FailOpen, "Whether text passes when a model or webhook gives no verdict in time."),
        Timeout = item.Duration("timeout", Rule.Timeout, (TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)), "How long a model or webhook may take."),
        Threshold = item.Decimal("threshold", Rule.Threshold, (0.01m, 1), "From which score on INJECTION or a verdict counts."),
        HoldBack = (int)item.Integer("hold_back", Rule.HoldBack, (100, 100_000), "How many characters of a streamed answer are held back until a model or webhook has judged them."),
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
