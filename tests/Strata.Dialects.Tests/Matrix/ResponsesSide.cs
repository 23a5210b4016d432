using System.Text.Json.Nodes;
using static Strata.Dialects.Tests.Matrix.J;

namespace Strata.Dialects.Tests.Matrix;

internal sealed class ResponsesSide() : Side("openai.responses")
{
    public override JsonObject? Request(Ask ask) => ask.Stop is not null || ask.Caches ? null : O(
        ("model", "m"),
        ("max_output_tokens", ask.Most),
        ("temperature", ask.Temperature),
        ("instructions", ask.System),
        ("input", A([
            O(("type", "message"), ("role", "user"), ("content", A(
                O(("type", "input_text"), ("text", ask.Text)),
                ask.Picture is { } picture ? O(("type", "input_image"), ("image_url", "data:image/png;base64," + picture)) : null))),
            ask.Seal is { } seal ? O(("type", "reasoning"), ("id", "rs_1"), ("summary", A(O(("type", "summary_text"), ("text", "because")))), ("encrypted_content", seal)) : null,
            ask.Seal is not null ? O(("type", "message"), ("role", "assistant"), ("content", A(O(("type", "output_text"), ("text", "yes"))))) : null,
            ask.Seal is not null ? O(("type", "message"), ("role", "user"), ("content", "and?")) : null,
            .. ask.Calls.Select(call => O(("type", "function_call"), ("call_id", call.Id), ("name", call.Name), ("arguments", call.Arguments))),
            .. ask.Results.Select(result => O(("type", "function_call_output"), ("call_id", result.Id), ("output", result.Text))),
        ])),
        ("tools", ask.Tool is { } tool ? A(O(("type", "function"), ("name", tool), ("description", "d"), ("parameters", P(ask.ToolSchema)))) : null),
        ("tool_choice", ask.Forced is { } forced ? O(("type", "function"), ("name", forced)) : null),
        ("text", ask.Form is { } form ? O(("format", O(("type", "json_schema"), ("name", "answer"), ("schema", P(form))))) : null),
        ("reasoning", ask.Reasons is { } effort ? O(("effort", effort)) : null),
        ("user", ask.User));

    public override Ask Understood(JsonNode body)
    {
        var items = (body["input"] is JsonArray list ? list : A(O(("type", "message"), ("role", "user"), ("content", body["input"].S())))).Select(item => item!).ToList();
        var parts = items.Where(item => item["role"].S() == "user").SelectMany(item => item["content"] is JsonArray some ? some : A(O(("text", item["content"].S())))).ToList();
        var system = items.Find(item => item["role"].S() is "system" or "developer")?["content"];
        return new Ask
        {
            Text = string.Concat(parts.Select(part => part!["text"].S())),
            Most = body["max_output_tokens"].Ln(),
            Temperature = (double?)body["temperature"],
            System = body["instructions"]?.S() ?? (system is JsonArray texts ? texts[0]!["text"].S() : system?.S()),
            Tool = body["tools"]?[0]?["name"].S(),
            ToolSchema = body["tools"]?[0]?["parameters"].Compact(),
            Forced = body["tool_choice"] is JsonObject choice ? choice["name"].S() : null,
            Calls = [.. items.Where(item => item["type"].S() == "function_call").Select(item => new Call(item["call_id"].S(), item["name"].S(), item["arguments"].S()))],
            Results = [.. items.Where(item => item["type"].S() == "function_call_output").Select(item => new CallResult(item["call_id"].S(), item["output"] is JsonArray outputs ? string.Concat(outputs
                .Select(one => one!["text"].S())) : item["output"].S(), false))],
            Picture = parts.Select(part => part!["image_url"]?.S()).FirstOrDefault(url => url is not null)?.Split("base64,")[^1],
            Form = body["text"]?["format"]?["schema"].Compact(),
            Reasons = body["reasoning"]?["effort"]?.S(),
            Seal = items.Select(item => item["encrypted_content"]?.S()).FirstOrDefault(seal => seal is not null),
            User = (body["user"] ?? body["safety_identifier"])?.S(),
        };
    }

    public override JsonObject? Answer(Told told) => Whole(told, "completed");

    public override IEnumerable<(string Name, string Data)> Stream(Told told)
    {
        var number = 0;
        (string, string) Event(string type, params (string, JsonNode?)[] members) => (type, O([("type", type), ("sequence_number", number++), .. members]).ToJsonString());
        yield return Event("response.created", ("response", O(("id", "resp_1"), ("object", "response"), ("created_at", 1), ("status", "in_progress"), ("model", "m"), ("output", A()))));
        var whole = Whole(told, "completed");
        var at = 0;
        foreach (var item in whole["output"].Items().Select(one => one!))
        {
            var type = item["type"].S();
            var id = item["id"].S();
            var empty = item.DeepClone();
            empty["status"] = "in_progress";
            (string Member, string Event, string Text) piece = type switch
            {
                "reasoning" => ("summary", "response.reasoning_summary_text", told.Thinking),
                "function_call" => ("arguments", "response.function_call_arguments", item["arguments"].S()),
                _ => ("content", told.Refusal.Length > 0 ? "response.refusal" : "response.output_text", told.Refusal.Length > 0 ? told.Refusal : told.Text),
            };
            empty[piece.Member] = type == "function_call" ? "" : A();
            if (type == "reasoning")
            {
                empty.AsObject().Remove("encrypted_content");
            }

            yield return Event("response.output_item.added", ("output_index", at), ("item", empty));
            var part = type == "message" ? item["content"]![0]!.DeepClone() : O(("type", "summary_text"), ("text", ""));
            part[told.Refusal.Length > 0 && type == "message" ? "refusal" : "text"] = "";
            if (type != "function_call")
            {
                yield return Event(type == "reasoning" ? "response.reasoning_summary_part.added" : "response.content_part.added", ("item_id", id), ("output_index", at), (type == "reasoning"
                    ? "summary_index" : "content_index", 0), ("part", part.DeepClone()));
            }

            (string, JsonNode?) index = type == "reasoning" ? ("summary_index", 0) : type == "message" ? ("content_index", 0) : ("output_index", at);
            foreach (var text in Pieces(piece.Text))
            {
                yield return Event(piece.Event + ".delta", [("item_id", id), ("delta", text), .. index.Item1 == "output_index" ? Array.Empty<(string, JsonNode?)>() : [(index.Item1, 0)], ("output_index", at)]);
            }

            yield return Event(piece.Event + ".done", [("item_id", id), ("output_index", at), (type == "function_call" ? "arguments" : told.Refusal.Length > 0 && type == "message" ? "refusal" : "text",
                piece.Text), .. index.Item1 == "output_index" ? Array.Empty<(string, JsonNode?)>() : [(index.Item1, 0)]]);
            if (type != "function_call")
            {
                part[told.Refusal.Length > 0 && type == "message" ? "refusal" : "text"] = piece.Text;
                yield return Event(type == "reasoning" ? "response.reasoning_summary_part.done" : "response.content_part.done", ("item_id", id), ("output_index", at), (type == "reasoning"
                    ? "summary_index" : "content_index", 0), ("part", part.DeepClone()));
            }

            yield return Event("response.output_item.done", ("output_index", at++), ("item", item.DeepClone()));
        }

        yield return Event(whole["status"].S() == "incomplete" ? "response.incomplete" : "response.completed", ("response", whole));
    }

    public override (string Name, string Data) Failure(string message) => ("error", O(("type", "error"), ("code", "server_error"), ("message", message), ("sequence_number", 9)).ToJsonString());

    public override Told Heard(JsonNode body)
    {
        var items = body["output"].Items().Select(item => item!).ToList();
        var parts = items.SelectMany(item => item["content"].Items()).Select(part => part!).ToList();
        var calls = items.Where(item => item["type"].S() == "function_call").Select(item => new Call(item["call_id"].S(), item["name"].S(), item["arguments"].S())).ToList();
        var usage = body["usage"];
        return new Told
        {
            Text = string.Concat(parts.Where(part => part["type"].S() == "output_text").Select(part => part["text"].S())),
            Thinking = string.Concat(items.SelectMany(item => item["summary"].Items()).Select(part => part!["text"].S())) + string.Concat(parts.Where(part => part["type"].S() == "reasoning_text")
                .Select(part => part["text"].S())),
            Seal = string.Concat(items.Select(item => item["encrypted_content"].S())),
            Refusal = string.Concat(parts.Select(part => part["refusal"].S())),
            Calls = calls,
            Stop = body["incomplete_details"]?["reason"].S() switch { "max_output_tokens" => "length", "content_filter" => "filter", _ => calls.Count > 0 ? "calls" : "end" },
            Prompt = usage?["input_tokens"].L() ?? 0,
            Cached = usage?["input_tokens_details"]?["cached_tokens"].L() ?? 0,
            Completion = usage?["output_tokens"].L() ?? 0,
            Reasoning = usage?["output_tokens_details"]?["reasoning_tokens"].L() ?? 0,
            Error = body["error"]?["message"].S() ?? "",
            IsWhole = body["status"].S() is "completed" or "incomplete",
        };
    }

    public override Told Heard(IReadOnlyList<(string Name, JsonNode? Data)> events)
    {
        string Deltas(params string[] types) => string.Concat(events.Where(one => types.Contains(one.Name)).Select(one => one.Data!["delta"].S()));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(one => (int)one.Data!["sequence_number"].L()));
        var last = events[^1];
        if (last.Data!["response"] is not { } whole || last.Name == "response.failed")
        {
            return new Told { Error = last.Data["message"]?.S() ?? last.Data["response"]?["error"]?["message"].S() ?? "" };
        }

        var told = Heard(whole);
        Assert.Equal(told.Text, Deltas("response.output_text.delta"));
        Assert.Equal(told.Refusal, Deltas("response.refusal.delta"));
        Assert.Equal(told.Thinking, Deltas("response.reasoning_summary_text.delta", "response.reasoning_text.delta"));
        Assert.Equal(string.Concat(told.Calls.Select(call => call.Arguments)), Deltas("response.function_call_arguments.delta"));
        return told with { IsWhole = last.Name is "response.completed" or "response.incomplete" };
    }

    private static JsonObject Whole(Told told, string status) => O(
        ("id", "resp_1"), ("object", "response"), ("created_at", 1), ("model", "m"),
        ("status", told.Stop is "length" or "filter" ? "incomplete" : status),
        ("incomplete_details", told.Stop is "length" or "filter" ? O(("reason", told.Stop == "length" ? "max_output_tokens" : "content_filter")) : null),
        ("output", A([
            told.Thinking.Length > 0 ? O(("type", "reasoning"), ("id", "rs_1"), ("summary", A(O(("type", "summary_text"), ("text", told.Thinking)))), ("encrypted_content", told.Seal.Length > 0 ? told.Seal
                : null)) : null,
            told.Text.Length + told.Refusal.Length > 0
                ? O(("type", "message"), ("id", "msg_1"), ("role", "assistant"), ("status", "completed"),
                    ("content", A(told.Refusal.Length > 0 ? O(("type", "refusal"), ("refusal", told.Refusal)) : O(("type", "output_text"), ("text", told.Text), ("annotations", A())))))
                : null,
            .. told.Calls.Select((call, i) => O(("type", "function_call"), ("id", $"fc_{i}"), ("call_id", call.Id), ("name", call.Name), ("arguments", call.Arguments), ("status", "completed"))),
        ])),
        ("usage", O(
            ("input_tokens", told.Prompt), ("input_tokens_details", O(("cached_tokens", told.Cached))), ("output_tokens", told.Completion),
            ("output_tokens_details", O(("reasoning_tokens", told.Reasoning))), ("total_tokens", told.Prompt + told.Completion))));
}
