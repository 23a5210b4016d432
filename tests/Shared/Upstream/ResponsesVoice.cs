using System.Text.Json.Nodes;

namespace Strata.Tests.Shared.Upstream;

/// <summary>OpenAI's responses: numbered events around one message item.</summary>
internal sealed class ResponsesVoice(UpstreamRequest request, string id) : UpstreamVoice(request, id)
{
    private int number;

    public override string End => "";

    private string Item => "msg_" + Id;

    public override JsonObject Plain(string text, string finish, UpstreamCounts? counts) => Response(finish == "length" ? "incomplete" : "completed", text, counts);

    public override string Open(UpstreamCounts counts) =>
        Step("response.created", new JsonObject { ["response"] = Response("in_progress", null, null) })
        + Step("response.output_item.added", new JsonObject { ["output_index"] = 0, ["item"] = Message("in_progress", null) })
        + Step("response.content_part.added", Part(new JsonObject { ["part"] = Text("") }));

    public override string Piece(string text, UpstreamCounts? counts) =>
        Step("response.output_text.delta", Part(new JsonObject { ["delta"] = text, ["logprobs"] = new JsonArray() }));

    public override string Finish(string text, string finish, UpstreamCounts? counts)
    {
        var status = finish == "length" ? "incomplete" : "completed";
        return Step("response.output_text.done", Part(new JsonObject { ["text"] = text, ["logprobs"] = new JsonArray() }))
            + Step("response.content_part.done", Part(new JsonObject { ["part"] = Text(text) }))
            + Step("response.output_item.done", new JsonObject { ["output_index"] = 0, ["item"] = Message(status, text) })
            + Step("response." + status, new JsonObject { ["response"] = Response(status, text, counts) });
    }

    public override JsonObject Refusal(int status, string code, string message) =>
        new() { ["error"] = new JsonObject { ["message"] = message, ["type"] = "requests", ["param"] = null, ["code"] = code } };

    public override string ErrorEvent() =>
        Step("error", new JsonObject { ["code"] = "server_error", ["message"] = "The server had an error.", ["param"] = null });

    public override JsonObject Overloaded() => new() { ["error"] = new JsonObject { ["message"] = "Overloaded.", ["type"] = "overloaded_error" } };

    private string Step(string type, JsonObject value)
    {
        value["type"] = type;
        value["sequence_number"] = number++;
        return Event(value);
    }

    private JsonObject Part(JsonObject value)
    {
        (value["item_id"], value["output_index"], value["content_index"]) = (Item, 0, 0);
        return value;
    }

    private static JsonObject Text(string text) => new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    private JsonObject Message(string status, string? text) => new()
    {
        ["id"] = Item, ["type"] = "message", ["role"] = "assistant", ["status"] = status, ["content"] = text is null ? new JsonArray() : new JsonArray(Text(text)),
    };

    private JsonObject Response(string status, string? text, UpstreamCounts? counts)
    {
        var response = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "response",
            ["created_at"] = 1_750_000_000,
            ["status"] = status,
            ["model"] = Claimed,
            ["error"] = null,
            ["service_tier"] = Request.Tier,
            ["incomplete_details"] = status == "incomplete" ? new JsonObject { ["reason"] = "max_output_tokens" } : null,
            ["output"] = text is null ? new JsonArray() : new JsonArray(Message(status, text)),
        };
        if (counts is { } told)
        {
            response["usage"] = new JsonObject
            {
                ["input_tokens"] = told.Prompt,
                ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = told.Cached },
                ["output_tokens"] = told.Completion,
                ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
                ["total_tokens"] = told.Prompt + told.Completion,
            };
        }

        return response;
    }
}
