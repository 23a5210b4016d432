using System.Text.Json.Nodes;
using Strata.Dialects.Wire;
using static Strata.Dialects.Tests.Matrix.J;

namespace Strata.Dialects.Tests.Matrix;

internal sealed class GeminiSide() : Side("gemini")
{
    public override RequestTarget Target => new("m", false);

    public override JsonObject? Request(Ask ask) => ask.User is not null || ask.Caches ? null : O(
        ("contents", A([
            O(("role", "user"), ("parts", A(O(("text", ask.Text)), ask.Picture is { } picture ? O(("inlineData", O(("mimeType", "image/png"), ("data", picture)))) : null))),
            ask.Seal is { } seal ? O(("role", "model"), ("parts", A(O(("text", "because"), ("thought", true), ("thoughtSignature", seal)), O(("text", "yes"))))) : null,
            ask.Calls.Count > 0 ? O(("role", "model"), ("parts", A(ask.Calls.Select(Call)))) : null,
            ask.Results.Count > 0
                ? O(("role", "user"), ("parts", A(ask.Results.Select((result, i) => O(("functionResponse", O(("id", result.Id), ("name", ask.Calls[i].Name), ("response", O((result.IsError ? "error"
                    : "output", result.Text))))))))))
                : null,
        ])),
        ("systemInstruction", ask.System is { } system ? O(("parts", A(O(("text", system))))) : null),
        ("tools", ask.Tool is { } tool ? A(O(("functionDeclarations", A(O(("name", tool), ("description", "d"), ("parametersJsonSchema", P(ask.ToolSchema))))))) : null),
        ("toolConfig", ask.Forced is { } forced ? O(("functionCallingConfig", O(("mode", "ANY"), ("allowedFunctionNames", A(forced))))) : null),
        ("generationConfig", O(
            ("maxOutputTokens", ask.Most),
            ("temperature", ask.Temperature),
            ("stopSequences", ask.Stop is { } stop ? A(stop) : null),
            ("responseMimeType", ask.Form is null ? null : "application/json"),
            ("responseJsonSchema", P(ask.Form)),
            ("thinkingConfig", ask.Reasons is { } level ? O(("thinkingLevel", level.ToUpperInvariant()), ("includeThoughts", true)) : null))));

    public override Ask Understood(JsonNode body)
    {
        var parts = body["contents"].Items().SelectMany(turn => turn!["parts"].Items().Select(part => (Role: turn["role"].S(), Part: part!))).ToList();
        var config = body["generationConfig"];
        var calling = body["toolConfig"]?["functionCallingConfig"];
        var function = body["tools"]?[0]?["functionDeclarations"]?[0];
        return new Ask
        {
            Text = string.Concat(parts.Where(one => one.Role == "user").Select(one => one.Part["text"].S())),
            Most = config?["maxOutputTokens"].Ln(),
            Temperature = (double?)config?["temperature"],
            Stop = config?["stopSequences"]?[0].S(),
            System = body["systemInstruction"]?["parts"]?[0]?["text"].S(),
            Tool = function?["name"].S(),
            ToolSchema = function?["parametersJsonSchema"].Compact(),
            Forced = calling?["mode"].S() == "ANY" ? calling["allowedFunctionNames"]?[0].S() : null,
            Calls = [.. parts.Where(one => one.Part["functionCall"] is not null).Select(one => Call(one.Part["functionCall"]!))],
            Results = [.. parts.Select(one => one.Part["functionResponse"]!).Where(result => result is not null).Select(result => new CallResult(result["id"].S(),
                result["response"]!["output"].S() + result["response"]!["error"].S(), result["response"]!["error"] is not null))],
            Picture = parts.Select(one => one.Part["inlineData"]?["data"].S()).FirstOrDefault(data => data is not null),
            Form = config?["responseJsonSchema"].Compact(),
            Reasons = config?["thinkingConfig"]?["thinkingLevel"]?.S() ?? config?["thinkingConfig"]?["thinkingBudget"]?.ToJsonString(),
            Seal = parts.Where(one => one.Part["thought"] is not null).Select(one => one.Part["thoughtSignature"]?.S()).FirstOrDefault(seal => seal is not null),
        };
    }

    public override JsonObject? Answer(Told told) => told.Refusal.Length > 0 ? null : O(
        ("candidates", A(O(
            ("content", O(("role", "model"), ("parts", A([
                told.Thinking.Length > 0 ? O(("text", told.Thinking), ("thought", true), ("thoughtSignature", told.Seal.Length > 0 ? told.Seal : null)) : null,
                told.Text.Length > 0 ? O(("text", told.Text)) : null,
                .. told.Calls.Select(Call),
            ])))),
            ("finishReason", Word(told.Stop)),
            ("index", 0)))),
        ("usageMetadata", Usage(told)), ("modelVersion", "m"), ("responseId", "r1"));

    public override IEnumerable<(string Name, string Data)> Stream(Told told)
    {
        foreach (var piece in Pieces(told.Thinking))
        {
            yield return Chunk(O(("text", piece), ("thought", true)));
        }

        if (told.Seal.Length > 0)
        {
            yield return Chunk(O(("text", ""), ("thought", true), ("thoughtSignature", told.Seal)));
        }

        foreach (var part in Pieces(told.Text).Select(piece => O(("text", piece))).Concat(told.Calls.Select(Call)))
        {
            yield return Chunk(part);
        }

        yield return ("", O(("candidates", A(O(("content", O(("role", "model"), ("parts", A(O(("text", "")))))), ("finishReason", Word(told.Stop)), ("index", 0)))), ("usageMetadata", Usage(told)),
            ("responseId", "r1")).ToJsonString());
    }

    public override (string Name, string Data) Failure(string message) => ("", O(("error", O(("code", 500), ("message", message), ("status", "INTERNAL")))).ToJsonString());

    public override Told Heard(JsonNode body) => Heard([("", body)]);

    public override Told Heard(IReadOnlyList<(string Name, JsonNode? Data)> events)
    {
        var told = new Told();
        foreach (var data in events.Select(one => one.Data!))
        {
            var candidate = data["candidates"].Items().FirstOrDefault();
            var parts = candidate?["content"]?["parts"].Items().ToList() ?? [];
            var usage = data["usageMetadata"];
            told = told with
            {
                Text = told.Text + string.Concat(parts.Where(part => part!["thought"] is null).Select(part => part!["text"].S())),
                Thinking = told.Thinking + string.Concat(parts.Where(part => part!["thought"] is not null).Select(part => part!["text"].S())),
                Seal = told.Seal + string.Concat(parts.Where(part => part!["thought"] is not null).Select(part => part!["thoughtSignature"].S())),
                Calls = [.. told.Calls, .. parts.Where(part => part!["functionCall"] is not null).Select(part => Call(part!["functionCall"]!))],
                Stop = candidate?["finishReason"] is { } word ? word.S() switch { "STOP" => told.Calls.Count + parts.Count(part => part!["functionCall"] is not null) > 0 ? "calls" : "end",
                    "MAX_TOKENS" => "length", "SAFETY" => "filter", var other => other } : told.Stop,
                Prompt = usage?["promptTokenCount"].L() ?? told.Prompt,
                Cached = usage?["cachedContentTokenCount"].L() ?? told.Cached,
                Completion = usage is null ? told.Completion : usage["candidatesTokenCount"].L() + usage["thoughtsTokenCount"].L(),
                Reasoning = usage?["thoughtsTokenCount"].L() ?? told.Reasoning,
                Error = data["error"]?["message"].S() ?? told.Error,
            };
        }

        return told with { IsWhole = told.Stop.Length > 0 };
    }

    private static JsonObject Call(Call call) => O(("functionCall", O(("id", call.Id), ("name", call.Name), ("args", P(call.Arguments)))));

    private static Call Call(JsonNode call) => new(call["id"].S(), call["name"].S(), call["args"].Compact()!);

    private static (string Name, string Data) Chunk(JsonObject part) => ("", O(("candidates", A(O(("content", O(("role", "model"), ("parts", A(part)))), ("index", 0)))), ("modelVersion", "m"),
        ("responseId", "r1")).ToJsonString());

    private static JsonObject Usage(Told told) => O(
        ("promptTokenCount", told.Prompt), ("cachedContentTokenCount", told.Cached), ("candidatesTokenCount", told.Completion - told.Reasoning),
        ("thoughtsTokenCount", told.Reasoning), ("totalTokenCount", told.Prompt + told.Completion));

    private static string Word(string stop) => stop switch { "length" => "MAX_TOKENS", "filter" => "SAFETY", _ => "STOP" };
}
