using System.Text.Json.Nodes;
using static Strata.Dialects.Tests.Matrix.J;

namespace Strata.Dialects.Tests.Matrix;

internal sealed class ChatSide() : Side("openai.chat")
{
    public override JsonObject? Request(Ask ask) => O(
        ("model", "m"),
        ("max_completion_tokens", ask.Most),
        ("temperature", ask.Temperature),
        ("stop", ask.Stop is { } stop ? A(stop) : null),
        ("messages", A([
            ask.System is { } system ? O(("role", "system"), ("content", system)) : null,
            O(("role", "user"), ("content", ask.Picture is { } picture
                ? A(O(("type", "text"), ("text", ask.Text)), O(("type", "image_url"), ("image_url", O(("url", "data:image/png;base64," + picture)))))
                : ask.Caches ? A(O(("type", "text"), ("text", ask.Text), ("cache_control", O(("type", "ephemeral"))))) : ask.Text)),
            ask.Seal is { } seal
                ? O(("role", "assistant"), ("content", "yes"),
                    ("reasoning_details", A(O(("type", "reasoning.text"), ("text", "because"), ("signature", seal), ("format", "anthropic-claude-v1"), ("index", 0)))))
                : null,
            ask.Seal is not null ? O(("role", "user"), ("content", "and?")) : null,
            ask.Calls.Count > 0 ? O(("role", "assistant"), ("tool_calls", A(ask.Calls.Select(Call)))) : null,
            .. ask.Results.Select(result => O(("role", "tool"), ("tool_call_id", result.Id), ("content", result.Text))),
        ])),
        ("tools", ask.Tool is { } tool ? A(O(("type", "function"), ("function", O(("name", tool), ("description", "d"), ("parameters", P(ask.ToolSchema)))))) : null),
        ("tool_choice", ask.Forced is { } forced ? O(("type", "function"), ("function", O(("name", forced)))) : null),
        ("response_format", ask.Form is { } form ? O(("type", "json_schema"), ("json_schema", O(("name", "answer"), ("schema", P(form))))) : null),
        ("reasoning_effort", ask.Reasons),
        ("user", ask.User));

    public override Ask Understood(JsonNode body)
    {
        var turns = body["messages"].Items().ToList();
        var parts = turns.Where(turn => turn!["role"].S() == "user").SelectMany(turn => turn!["content"] is JsonArray list ? list : A(O(("type", "text"), ("text", turn["content"].S())))).ToList();
        return new Ask
        {
            Text = string.Concat(parts.Select(part => part!["text"].S())),
            Most = (body["max_completion_tokens"] ?? body["max_tokens"]).Ln(),
            Temperature = (double?)body["temperature"],
            Stop = body["stop"]?[0].S(),
            System = turns.FirstOrDefault(turn => turn!["role"].S() is "system" or "developer")?["content"] is { } content ? content is JsonArray list ? list[0]!["text"].S() : content.S() : null,
            Tool = body["tools"]?[0]?["function"]?["name"].S(),
            ToolSchema = body["tools"]?[0]?["function"]?["parameters"].Compact(),
            Forced = body["tool_choice"]?["function"]?["name"].S(),
            Calls = [.. turns.SelectMany(turn => turn!["tool_calls"].Items()).Select(call => new Call(call!["id"].S(), call["function"]!["name"].S(), call["function"]!["arguments"].S()))],
            Results = [.. turns.Where(turn => turn!["role"].S() == "tool").Select(turn => new CallResult(turn!["tool_call_id"].S(), turn["content"] is JsonArray texts ? string.Concat(texts
                .Select(one => one!["text"].S())) : turn["content"].S(), false))],
            Picture = parts.Select(part => part!["image_url"]?["url"].S()).FirstOrDefault(url => url is not null)?.Split("base64,")[^1],
            Form = body["response_format"]?["json_schema"]?["schema"].Compact(),
            Reasons = body["reasoning_effort"]?.S(),
            Seal = turns.SelectMany(turn => turn!["reasoning_details"].Items()).Select(one => one!["signature"].S()).FirstOrDefault(),
            Caches = parts.Exists(part => part!["cache_control"] is not null),
            User = body["user"]?.S(),
        };
    }

    public override JsonObject? Answer(Told told) => told.Seal.Length > 0 ? null : O(
        ("id", "c1"), ("object", "chat.completion"), ("created", 1), ("model", "m"),
        ("choices", A(O(
            ("index", 0),
            ("message", O(
                ("role", "assistant"),
                ("content", told.Text.Length > 0 ? told.Text : null),
                ("reasoning_content", told.Thinking.Length > 0 ? told.Thinking : null),
                ("refusal", told.Refusal.Length > 0 ? told.Refusal : null),
                ("tool_calls", told.Calls.Count > 0 ? A(told.Calls.Select(Call)) : null))),
            ("finish_reason", Word(told.Stop))))),
        ("usage", Usage(told)));

    public override IEnumerable<(string Name, string Data)> Stream(Told told)
    {
        yield return Chunk(O(("role", "assistant"), ("content", "")));
        foreach (var (member, text) in ((string, string)[])[("reasoning_content", told.Thinking), ("content", told.Text), ("refusal", told.Refusal)])
        {
            foreach (var piece in Pieces(text))
            {
                yield return Chunk(O((member, piece)));
            }
        }

        for (var i = 0; i < told.Calls.Count; i++)
        {
            yield return Chunk(O(("tool_calls", A(O(("index", i), ("id", told.Calls[i].Id), ("type", "function"), ("function", O(("name", told.Calls[i].Name), ("arguments", ""))))))));
            foreach (var piece in Pieces(told.Calls[i].Arguments))
            {
                yield return Chunk(O(("tool_calls", A(O(("index", i), ("function", O(("arguments", piece))))))));
            }
        }

        yield return ("", O(("id", "c1"), ("choices", A(O(("index", 0), ("delta", O()), ("finish_reason", Word(told.Stop)))))).ToJsonString());
        yield return ("", O(("id", "c1"), ("choices", A()), ("usage", Usage(told))).ToJsonString());
        yield return ("", "[DONE]");
    }

    public override (string Name, string Data) Failure(string message) => ("", O(("error", O(("message", message), ("type", "server_error"), ("code", "server_error")))).ToJsonString());

    public override Told Heard(JsonNode body)
    {
        var choice = body["choices"]![0]!;
        var message = choice["message"]!;
        return Counted(body["usage"], new Told
        {
            Text = message["content"].S(),
            Thinking = message["reasoning_content"].S(),
            Seal = Seals(message),
            Refusal = message["refusal"].S(),
            Calls = [.. message["tool_calls"].Items().Select(call => new Call(call!["id"].S(), call["function"]!["name"].S(), call["function"]!["arguments"].S()))],
            Stop = Back(choice["finish_reason"].S()),
            IsWhole = true,
        });
    }

    public override Told Heard(IReadOnlyList<(string Name, JsonNode? Data)> events)
    {
        var told = new Told { IsWhole = events[^1].Data is null };
        var calls = new SortedDictionary<long, Call>();
        foreach (var data in events.Select(one => one.Data).OfType<JsonNode>())
        {
            told = told with { Error = data["error"]?["message"].S() ?? told.Error };
            told = Counted(data["usage"], told);
            var choice = data["choices"].Items().FirstOrDefault();
            var delta = choice?["delta"];
            told = told with
            {
                Text = told.Text + delta?["content"].S(),
                Thinking = told.Thinking + delta?["reasoning_content"].S(),
                Seal = told.Seal + (delta is null ? "" : Seals(delta)),
                Refusal = told.Refusal + delta?["refusal"].S(),
                Stop = choice?["finish_reason"] is { } word ? Back(word.S()) : told.Stop,
            };
            foreach (var call in delta?["tool_calls"].Items() ?? [])
            {
                var before = calls.GetValueOrDefault(call!["index"].L()) ?? new Call("", "", "");
                calls[call["index"].L()] = new Call(before.Id + call["id"].S(), before.Name + call["function"]?["name"].S(), before.Arguments + call["function"]?["arguments"].S());
            }
        }

        return told with { Calls = [.. calls.Values] };
    }

    private static string Seals(JsonNode message) => string.Concat(message["reasoning_details"].Items().Select(one => one!["signature"].S() + one["data"].S()));

    private static JsonObject Call(Call call) => O(("id", call.Id), ("type", "function"), ("function", O(("name", call.Name), ("arguments", call.Arguments))));

    private static (string Name, string Data) Chunk(JsonObject delta) =>
        ("", O(("id", "c1"), ("object", "chat.completion.chunk"), ("created", 1), ("model", "m"), ("choices", A(O(("index", 0), ("delta", delta))))).ToJsonString());

    private static JsonObject Usage(Told told) => O(
        ("prompt_tokens", told.Prompt), ("completion_tokens", told.Completion), ("total_tokens", told.Prompt + told.Completion),
        ("prompt_tokens_details", O(("cached_tokens", told.Cached))), ("completion_tokens_details", O(("reasoning_tokens", told.Reasoning))));

    private static Told Counted(JsonNode? usage, Told told) => usage is null ? told : told with
    {
        Prompt = usage["prompt_tokens"].L(),
        Completion = usage["completion_tokens"].L(),
        Cached = usage["prompt_tokens_details"]?["cached_tokens"].L() ?? 0,
        Reasoning = usage["completion_tokens_details"]?["reasoning_tokens"].L() ?? 0,
    };

    private static string Word(string stop) => stop switch { "length" => "length", "calls" => "tool_calls", "filter" => "content_filter", _ => "stop" };

    private static string Back(string word) => word switch { "stop" => "end", "tool_calls" => "calls", "content_filter" => "filter", _ => word };
}
