using System.Text.Json.Nodes;

namespace Strata.Dialects.Tests.Matrix;

/// <summary>What is asked of every pair, and when it counts as arrived.</summary>
internal static class MatrixFeatures
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"],"additionalProperties":false}""";
    private const string Seal = "U2VhbA==";

    private static readonly Call[] Two = [new("call_A1", "get_weather", """{"city":"Oslo ❄"}"""), new("call_B2", "get_weather", """{"city":"Rome","days":2}""")];
    private static readonly Ask Plain = new() { Text = "Say hi to 🌊" };
    private static readonly Told Hello = new() { Text = "Grüße an alle 🌊!", Stop = "end", Prompt = 100, Completion = 20 };

    public static readonly (string Name, Ask Ask, Func<Ask, Ask, bool> Arrived)[] Requests =
    [
        ("text, bounds", Plain with { Most = 77, Temperature = 0.5 }, (a, b) => (a.Text, a.Most, a.Temperature) == (b.Text, b.Most, b.Temperature)),
        ("stop text", Plain with { Stop = "END" }, (a, b) => a.Stop == b.Stop),
        ("system", Plain with { System = "Be terse." }, (a, b) => b.System == a.System && b.Text == a.Text),
        ("tools", Plain with { Tool = "get_weather", ToolSchema = Schema }, (a, b) => b.Tool == a.Tool && Same(a.ToolSchema, b.ToolSchema)),
        ("forced tool", Plain with { Tool = "get_weather", ToolSchema = Schema, Forced = "get_weather" }, (a, b) => b.Forced == a.Forced),
        ("parallel calls, failed result", Plain with { Tool = "get_weather", ToolSchema = Schema, Calls = Two, Results = [new("call_A1", "snow", false), new("call_B2", "no such day", true)] }, History),
        ("picture", Plain with { Picture = "iVBORw0KGgo=" }, (a, b) => b.Picture == a.Picture && b.Text == a.Text),
        ("answer schema", Plain with { Form = Schema }, (a, b) => Same(a.Form, b.Form)),
        ("reasoning", Plain with { Reasons = "high" }, (a, b) => !string.IsNullOrEmpty(b.Reasons) && b.Reasons is not ("none" or "disabled" or "false" or "0")),
        ("sealed reasoning", Plain with { Seal = Seal }, (a, b) => b.Seal == a.Seal),
        ("cache mark", Plain with { Caches = true }, (a, b) => b.Caches),
        ("end user", Plain with { User = "u-1" }, (a, b) => b.User == a.User),
    ];

    public static readonly (string Name, Told Told, Func<Told, Told, bool> Arrived)[] Answers =
    [
        ("text", Hello, (a, b) => (b.Text, b.Stop, b.IsWhole) == (a.Text, a.Stop, true)),
        ("parallel calls", Hello with { Calls = Two, Stop = "calls" }, (a, b) => b.Stop == "calls" && b.Text == a.Text && Calls(a.Calls, b.Calls) && b.Calls.Select(call => call.Id).Distinct().Count() == 2),
        ("reasoning", Hello with { Thinking = "Let me see …" }, (a, b) => b.Thinking == a.Thinking && b.Text == a.Text),
        ("sealed reasoning", Hello with { Thinking = "Let me see …", Seal = Seal }, (a, b) => b.Seal.Length > 0 && b.Thinking == a.Thinking),
        ("refusal", Hello with { Text = "", Refusal = "I will not." }, (a, b) => b.Refusal == a.Refusal || b.Text == a.Refusal),
        ("usage sums", Hello, (a, b) => (b.Prompt, b.Completion) == (a.Prompt, a.Completion)),
        ("cached tokens", Hello with { Cached = 30 }, (a, b) => (b.Prompt, b.Cached, b.Completion) == (a.Prompt, a.Cached, a.Completion)),
        ("reasoning tokens", Hello with { Reasoning = 5 }, (a, b) => (b.Prompt, b.Completion, b.Reasoning) == (a.Prompt, a.Completion, a.Reasoning)),
        ("cut at the limit", Hello with { Stop = "length" }, (a, b) => b.Stop == a.Stop),
        ("content filter", Hello with { Stop = "filter" }, (a, b) => b.Stop == a.Stop),
    ];

    private static bool Same(string? one, string? other) => one is not null && other is not null && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));

    private static bool Calls(IReadOnlyList<Call> one, IReadOnlyList<Call> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Name == pair.Second.Name && Same(pair.First.Arguments, pair.Second.Arguments));

    /// <summary>Two calls, each with its own result, the second of which the model can tell is a failure: by a mark or in words.</summary>
    private static bool History(Ask asked, Ask heard) =>
        Calls(asked.Calls, heard.Calls)
        && heard.Calls.Select(call => call.Id).SequenceEqual(heard.Results.Select(result => result.Id))
        && heard.Results[0].Text == "snow"
        && heard.Results[1].Text.Contains("no such day", StringComparison.Ordinal);
}
