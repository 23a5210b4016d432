using System.Text.Json.Nodes;
using Strata.Dialects.Tests.Support;
using static Strata.Dialects.Tests.Matrix.J;

namespace Strata.Dialects.Tests.Matrix;

internal sealed class OllamaSide() : Side("ollama.chat")
{
    public override JsonObject? Request(Ask ask) => ask.User is not null || ask.Caches || ask.Forced is not null || ask.Seal is not null ? null : O(
        ("model", "m"),
        ("stream", false),
        ("messages", A([
            ask.System is { } system ? O(("role", "system"), ("content", system)) : null,
            O(("role", "user"), ("content", ask.Text), ("images", ask.Picture is { } picture ? A(picture) : null)),
            ask.Calls.Count > 0 ? O(("role", "assistant"), ("content", ""), ("tool_calls", A(ask.Calls.Select(Call)))) : null,
            .. ask.Results.Select((result, i) => O(("role", "tool"), ("tool_name", ask.Calls[i].Name), ("tool_call_id", result.Id), ("content", result.Text))),
        ])),
        ("tools", ask.Tool is { } tool ? A(O(("type", "function"), ("function", O(("name", tool), ("description", "d"), ("parameters", P(ask.ToolSchema)))))) : null),
        ("format", P(ask.Form)),
        ("think", ask.Reasons),
        ("options", O(("num_predict", ask.Most), ("temperature", ask.Temperature), ("stop", ask.Stop is { } stop ? A(stop) : null))));

    public override Ask Understood(JsonNode body)
    {
        var turns = body["messages"].Items().Select(turn => turn!).ToList();
        return new Ask
        {
            Text = string.Concat(turns.Where(turn => turn["role"].S() == "user").Select(turn => turn["content"].S())),
            Most = body["options"]?["num_predict"].Ln(),
            Temperature = (double?)body["options"]?["temperature"],
            Stop = body["options"]?["stop"]?[0].S(),
            System = turns.Find(turn => turn["role"].S() == "system")?["content"].S(),
            Tool = body["tools"]?[0]?["function"]?["name"].S(),
            ToolSchema = body["tools"]?[0]?["function"]?["parameters"].Compact(),
            Calls = [.. turns.SelectMany(turn => turn["tool_calls"].Items()).Select(call => Call(call!))],
            Results = [.. turns.Where(turn => turn["role"].S() == "tool").Select(turn => new CallResult(turn["tool_call_id"].S(), turn["content"].S(), false))],
            Picture = turns.Select(turn => turn["images"]?[0].S()).FirstOrDefault(data => data is not null),
            Form = body["format"].Compact(),
            Reasons = body["think"]?.ToJsonString().Trim('"'),
        };
    }

    public override JsonObject? Answer(Told told) => told.Refusal.Length > 0 || told.Seal.Length > 0 || told.Cached > 0 || told.Reasoning > 0 || told.Stop == "filter" ? null : Line(told, isDone: true, told.Calls);

    public override IEnumerable<(string Name, string Data)> Stream(Told told)
    {
        foreach (var piece in Pieces(told.Thinking))
        {
            yield return ("", Line(new Told { Thinking = piece }, isDone: false, []).ToJsonString());
        }

        foreach (var piece in Pieces(told.Text))
        {
            yield return ("", Line(new Told { Text = piece }, isDone: false, []).ToJsonString());
        }

        foreach (var call in told.Calls)
        {
            yield return ("", Line(new Told(), isDone: false, [call]).ToJsonString());
        }

        yield return ("", Line(told with { Text = "", Thinking = "" }, isDone: true, []).ToJsonString());
    }

    public override (string Name, string Data) Failure(string message) => ("", O(("error", message)).ToJsonString());

    public override byte[] Frames(IEnumerable<(string Name, string Data)> events) => Wired.Utf8(string.Concat(events.Select(one => one.Data + "\n")));

    public override Told Heard(JsonNode body) => Heard([("", body)]);

    public override Told Heard(IReadOnlyList<(string Name, JsonNode? Data)> events)
    {
        var told = new Told();
        foreach (var data in events.Select(one => one.Data!))
        {
            told = told with
            {
                Text = told.Text + data["message"]?["content"].S(),
                Thinking = told.Thinking + data["message"]?["thinking"].S(),
                Calls = [.. told.Calls, .. data["message"]?["tool_calls"].Items().Select(call => Call(call!)) ?? []],
                Error = data["error"]?.S() ?? told.Error,
                IsWhole = (bool?)data["done"] ?? false,
                Prompt = data["prompt_eval_count"].Ln() ?? told.Prompt,
                Completion = data["eval_count"].Ln() ?? told.Completion,
            };
            var word = data["done_reason"].S();
            told = told with { Stop = word switch { "" => told.Stop, "stop" => told.Calls.Count > 0 ? "calls" : "end", "content_filter" or "refusal" => "filter", _ => word } };
        }

        return told;
    }

    private static JsonObject Call(Call call) => O(("id", call.Id), ("function", O(("name", call.Name), ("arguments", P(call.Arguments)))));

    private static Call Call(JsonNode call) => new(call["id"].S(), call["function"]!["name"].S(), call["function"]!["arguments"].Compact()!);

    private static JsonObject Line(Told told, bool isDone, IReadOnlyList<Call> calls) => O(
        ("model", "m"), ("created_at", "2026-01-01T00:00:00Z"),
        ("message", O(("role", "assistant"), ("content", told.Text), ("thinking", told.Thinking.Length > 0 ? told.Thinking : null), ("tool_calls", calls.Count > 0 ? A(calls.Select(Call)) : null))),
        ("done", isDone),
        ("done_reason", isDone ? told.Stop == "length" ? "length" : "stop" : null),
        ("prompt_eval_count", isDone ? told.Prompt : null), ("eval_count", isDone ? told.Completion : null));
}
