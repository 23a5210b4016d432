using System.Text.Json.Nodes;

namespace Strata.Tests.Shared.Upstream;

/// <summary>Anthropic's messages. The opening tells the prompt and a first token of the answer, as the real one does.</summary>
internal sealed class MessagesVoice(UpstreamRequest request, string id) : UpstreamVoice(request, id)
{
    public override bool CountsAtOpening => true;

    public override string End => Event(new JsonObject { ["type"] = "message_stop" });

    public override JsonObject Plain(string text, string finish, UpstreamCounts? counts)
    {
        var message = Message(counts);
        message["content"] = text.Length == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text });
        message["stop_reason"] = Word(finish);
        message["x_unknown"] = new JsonObject { ["kept"] = true };
        return message;
    }

    public override string Open(UpstreamCounts counts) =>
        Event(new JsonObject { ["type"] = "message_start", ["message"] = Message(counts) })
        + Event(new JsonObject { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" } })
        + Event(new JsonObject { ["type"] = "ping" });

    public override string Piece(string text, UpstreamCounts? counts) =>
        Event(new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = text } });

    public override string Finish(string text, string finish, UpstreamCounts? counts)
    {
        var last = new JsonObject { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = Word(finish), ["stop_sequence"] = null } };
        if (counts is { } told)
        {
            last["usage"] = new JsonObject { ["output_tokens"] = told.Completion };
        }

        return Event(new JsonObject { ["type"] = "content_block_stop", ["index"] = 0 }) + Event(last);
    }

    public override JsonObject PlainCall(string tool, UpstreamCounts counts)
    {
        var message = Plain("", "tool_calls", counts);
        message["content"] = new JsonArray(Use(tool, JsonNode.Parse(Arguments)!));
        return message;
    }

    public override string StreamCall(string tool, UpstreamCounts counts)
    {
        string Part(string text) => Event(new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = text } });
        return Event(new JsonObject { ["type"] = "message_start", ["message"] = Message(counts) })
            + Event(new JsonObject { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = Use(tool, new JsonObject()) })
            + Part(Arguments[..6]) + Part(Arguments[6..])
            + Finish("", "tool_calls", counts);
    }

    public override JsonObject Refusal(int status, string code, string message) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject
        {
            ["type"] = status switch { 401 => "authentication_error", 404 => "not_found_error", 429 => "rate_limit_error", 503 or 529 => "overloaded_error", >= 500 => "api_error", _ => "invalid_request_error" },
            ["message"] = message,
        },
    };

    public override string ErrorEvent() => Event(Refusal(500, "", "The server had an error."));

    public override JsonObject Overloaded() => Refusal(529, "", "Overloaded.");

    private JsonObject Message(UpstreamCounts? counts)
    {
        var message = new JsonObject
        {
            ["id"] = Id, ["type"] = "message", ["role"] = "assistant", ["model"] = Claimed, ["content"] = new JsonArray(), ["stop_reason"] = null, ["stop_sequence"] = null,
        };
        if (counts is { } told)
        {
            message["usage"] = new JsonObject
            {
                ["input_tokens"] = told.Prompt - told.Cached,
                ["cache_creation_input_tokens"] = 0,
                ["cache_read_input_tokens"] = told.Cached,
                ["output_tokens"] = told.Completion,
                ["service_tier"] = Request.Tier,
            };
        }

        return message;
    }

    private static JsonObject Use(string tool, JsonNode input) => new() { ["type"] = "tool_use", ["id"] = "toolu_1", ["name"] = tool, ["input"] = input };

    private static string Word(string finish) => finish switch { "length" => "max_tokens", "tool_calls" => "tool_use", _ => "end_turn" };
}
