using System.Text.Json.Nodes;
using static Strata.Dialects.Tests.Matrix.J;

namespace Strata.Dialects.Tests.Matrix;

internal sealed class AnthropicSide() : Side("anthropic")
{
    public override JsonObject? Request(Ask ask) => O(
        ("model", "m"),
        ("max_tokens", ask.Most ?? 8_192),
        ("temperature", ask.Temperature),
        ("stop_sequences", ask.Stop is { } stop ? A(stop) : null),
        ("system", ask.System),
        ("messages", A([
            O(("role", "user"), ("content", A(
                O(("type", "text"), ("text", ask.Text), ("cache_control", ask.Caches ? O(("type", "ephemeral")) : null)),
                ask.Picture is { } picture ? O(("type", "image"), ("source", O(("type", "base64"), ("media_type", "image/png"), ("data", picture)))) : null))),
            ask.Seal is { } seal ? O(("role", "assistant"), ("content", A(O(("type", "thinking"), ("thinking", "because"), ("signature", seal)), O(("type", "text"), ("text", "yes"))))) : null,
            ask.Seal is not null ? O(("role", "user"), ("content", "and?")) : null,
            ask.Calls.Count > 0 ? O(("role", "assistant"), ("content", A(ask.Calls.Select(call => O(("type", "tool_use"), ("id", call.Id), ("name", call.Name), ("input", P(call.Arguments))))))) : null,
            ask.Results.Count > 0
                ? O(("role", "user"), ("content", A(ask.Results.Select(result => O(("type", "tool_result"), ("tool_use_id", result.Id), ("content", result.Text), ("is_error", result.IsError ? true : null))))))
                : null,
        ])),
        ("tools", ask.Tool is { } tool ? A(O(("name", tool), ("description", "d"), ("input_schema", P(ask.ToolSchema)))) : null),
        ("tool_choice", ask.Forced is { } forced ? O(("type", "tool"), ("name", forced)) : null),
        ("output_config", ask.Form is { } form ? O(("format", O(("type", "json_schema"), ("schema", P(form))))) : null),
        ("thinking", ask.Reasons is not null ? O(("type", "enabled"), ("budget_tokens", 4_096)) : null),
        ("metadata", ask.User is { } user ? O(("user_id", user)) : null));

    public override Ask Understood(JsonNode body)
    {
        var turns = body["messages"].Items().ToList();
        var blocks = turns.SelectMany(turn => Blocks(turn!["content"]).Select(block => (Role: turn["role"].S(), Block: block!))).ToList();
        return new Ask
        {
            Text = string.Concat(blocks.Where(one => one.Role == "user").Select(one => one.Block["text"].S())),
            Most = body["max_tokens"].Ln(),
            Temperature = (double?)body["temperature"],
            Stop = body["stop_sequences"]?[0].S(),
            System = body["system"] is { } system ? string.Concat(Blocks(system).Select(block => block!["text"].S())) : null,
            Tool = body["tools"]?[0]?["name"].S(),
            ToolSchema = body["tools"]?[0]?["input_schema"].Compact(),
            Forced = body["tool_choice"]?["name"].S(),
            Calls = [.. blocks.Where(one => one.Block["type"].S() == "tool_use").Select(one => new Call(one.Block["id"].S(), one.Block["name"].S(), one.Block["input"].Compact()!))],
            Results = [.. blocks.Where(one => one.Block["type"].S() == "tool_result").Select(one => new CallResult(one.Block["tool_use_id"].S(), string.Concat(Blocks(one.Block["content"])
                .Select(block => block!["text"].S())), (bool?)one.Block["is_error"] ?? false))],
            Picture = blocks.Select(one => one.Block["source"]?["data"].S()).FirstOrDefault(data => data is not null),
            Form = body["output_config"]?["format"]?["schema"].Compact(),
            Reasons = body["output_config"]?["effort"]?.S() ?? body["thinking"]?["budget_tokens"]?.L().ToString(System.Globalization.CultureInfo.InvariantCulture) ?? body["thinking"]?["type"].S(),
            Seal = blocks.Select(one => one.Block["signature"]?.S()).FirstOrDefault(seal => seal is not null),
            Caches = blocks.Exists(one => one.Block["cache_control"] is not null),
            User = body["metadata"]?["user_id"].S(),
        };
    }

    public override JsonObject? Answer(Told told) => told.Refusal.Length > 0 || told.Reasoning > 0 ? null : O(
        ("id", "msg_1"), ("type", "message"), ("role", "assistant"), ("model", "m"),
        ("content", A([
            told.Thinking.Length > 0 ? O(("type", "thinking"), ("thinking", told.Thinking), ("signature", told.Seal)) : null,
            told.Text.Length > 0 ? O(("type", "text"), ("text", told.Text)) : null,
            .. told.Calls.Select(call => O(("type", "tool_use"), ("id", call.Id), ("name", call.Name), ("input", P(call.Arguments)))),
        ])),
        ("stop_reason", Word(told.Stop)),
        ("usage", Usage(told)));

    public override IEnumerable<(string Name, string Data)> Stream(Told told)
    {
        yield return Event(O(("type", "message_start"), ("message", O(("id", "msg_1"), ("type", "message"), ("role", "assistant"), ("model", "m"), ("content", A()), ("usage", Usage(told with { Completion = 1 }))))));
        var index = 0;
        if (told.Thinking.Length > 0)
        {
            yield return Start(index, O(("type", "thinking"), ("thinking", ""), ("signature", "")));
            foreach (var piece in Pieces(told.Thinking))
            {
                yield return Delta(index, O(("type", "thinking_delta"), ("thinking", piece)));
            }

            if (told.Seal.Length > 0)
            {
                yield return Delta(index, O(("type", "signature_delta"), ("signature", told.Seal)));
            }

            yield return Stop(index++);
        }

        if (told.Text.Length > 0)
        {
            yield return Start(index, O(("type", "text"), ("text", "")));
            foreach (var piece in Pieces(told.Text))
            {
                yield return Delta(index, O(("type", "text_delta"), ("text", piece)));
            }

            yield return Stop(index++);
        }

        foreach (var call in told.Calls)
        {
            yield return Start(index, O(("type", "tool_use"), ("id", call.Id), ("name", call.Name), ("input", O())));
            foreach (var piece in Pieces(call.Arguments))
            {
                yield return Delta(index, O(("type", "input_json_delta"), ("partial_json", piece)));
            }

            yield return Stop(index++);
        }

        yield return Event(O(("type", "message_delta"), ("delta", O(("stop_reason", Word(told.Stop)))), ("usage", Usage(told))));
        yield return Event(O(("type", "message_stop")));
    }

    public override (string Name, string Data) Failure(string message) => ("error", O(("type", "error"), ("error", O(("type", "api_error"), ("message", message)))).ToJsonString());

    public override Told Heard(JsonNode body) => Counted(body["usage"], new Told
    {
        Text = string.Concat(body["content"].Items().Select(block => block!["text"].S())),
        Thinking = string.Concat(body["content"].Items().Select(block => block!["thinking"].S())),
        Seal = string.Concat(body["content"].Items().Select(block => block!["signature"].S())),
        Calls = [.. body["content"].Items().Where(block => block!["type"].S() == "tool_use").Select(block => new Call(block!["id"].S(), block["name"].S(), block["input"].Compact()!))],
        Stop = Back(body["stop_reason"].S()),
        IsWhole = true,
    });

    public override Told Heard(IReadOnlyList<(string Name, JsonNode? Data)> events)
    {
        var told = new Told();
        var calls = new SortedDictionary<long, Call>();
        foreach (var (name, data) in events)
        {
            Assert.Equal(name, data!["type"].S());
            told = Counted(data["usage"] ?? data["message"]?["usage"], told);
            var at = data["index"].L();
            if (data["content_block"] is { } block && block["type"].S() == "tool_use")
            {
                calls[at] = new Call(block["id"].S(), block["name"].S(), "");
            }

            var delta = data["delta"];
            if (delta?["partial_json"] is { } piece)
            {
                calls[at] = calls[at] with { Arguments = calls[at].Arguments + piece.S() };
            }

            told = told with
            {
                Text = told.Text + delta?["text"].S(),
                Thinking = told.Thinking + delta?["thinking"].S(),
                Seal = told.Seal + delta?["signature"].S(),
                Stop = delta?["stop_reason"] is { } word ? Back(word.S()) : told.Stop,
                Error = data["error"]?["message"].S() ?? told.Error,
                IsWhole = told.IsWhole || name == "message_stop",
            };
        }

        return told with { Calls = [.. calls.Values.Select(call => call with { Arguments = call.Arguments.Length == 0 ? "{}" : call.Arguments })] };
    }

    private static JsonArray Blocks(JsonNode? content) => content as JsonArray ?? A(O(("type", "text"), ("text", content.S())));

    private static (string Name, string Data) Event(JsonObject data) => (data["type"].S(), data.ToJsonString());

    private static (string Name, string Data) Start(int index, JsonObject block) => Event(O(("type", "content_block_start"), ("index", index), ("content_block", block)));

    private static (string Name, string Data) Delta(int index, JsonObject delta) => Event(O(("type", "content_block_delta"), ("index", index), ("delta", delta)));

    private static (string Name, string Data) Stop(int index) => Event(O(("type", "content_block_stop"), ("index", index)));

    private static JsonObject Usage(Told told) => O(("input_tokens", told.Prompt - told.Cached), ("cache_read_input_tokens", told.Cached), ("cache_creation_input_tokens", 0), ("output_tokens", told.Completion));

    private static Told Counted(JsonNode? usage, Told told) => usage is null ? told : told with
    {
        Prompt = usage["input_tokens"] is null ? told.Prompt : usage["input_tokens"].L() + usage["cache_read_input_tokens"].L() + usage["cache_creation_input_tokens"].L(),
        Cached = usage["cache_read_input_tokens"] is null ? told.Cached : usage["cache_read_input_tokens"].L(),
        Completion = usage["output_tokens"].L(),
        Reasoning = usage["output_tokens_details"]?["thinking_tokens"].L() ?? told.Reasoning,
    };

    private static string Word(string stop) => stop switch { "length" => "max_tokens", "calls" => "tool_use", "filter" => "refusal", _ => "end_turn" };

    private static string Back(string word) => word switch { "end_turn" or "stop_sequence" => "end", "max_tokens" => "length", "tool_use" => "calls", "refusal" => "filter", _ => word };
}
