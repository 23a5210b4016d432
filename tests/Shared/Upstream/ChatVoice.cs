using System.Text.Json.Nodes;

namespace Strata.Tests.Shared.Upstream;

/// <summary>OpenAI's chat and completions.</summary>
internal sealed class ChatVoice(UpstreamRequest request, string id) : UpstreamVoice(request, id)
{
    public override bool CountsAtEnd => Request.IncludeUsage;

    public override string End => "data: [DONE]\n\n";

    public override JsonObject Plain(string text, string finish, UpstreamCounts? counts)
    {
        var choice = new JsonObject { ["index"] = 0, ["logprobs"] = null, ["finish_reason"] = finish };
        choice[Request.IsChat ? "message" : "text"] = Request.IsChat ? new JsonObject { ["role"] = "assistant", ["content"] = text } : text;
        var answer = Head(Request.IsChat ? "chat.completion" : "text_completion");
        answer["choices"] = new JsonArray(choice);
        answer["x_unknown"] = new JsonObject { ["kept"] = true };
        if (counts is { } told)
        {
            answer["usage"] = Usage(told);
        }

        return answer;
    }

    public override string Open(UpstreamCounts counts) => Request.IsChat ? Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null) : "";

    public override string Piece(string text, UpstreamCounts? counts) => Chunk(Request.IsChat ? new JsonObject { ["content"] = text } : text, null);

    public override string Finish(string text, string finish, UpstreamCounts? counts)
    {
        var last = Chunk(Request.IsChat ? new JsonObject() : "", finish);
        if (counts is not { } told)
        {
            return last;
        }

        var usage = Head(Request.IsChat ? "chat.completion.chunk" : "text_completion");
        usage["choices"] = new JsonArray();
        usage["usage"] = Usage(told);
        return last + Data(usage);
    }

    public override JsonObject PlainCall(string tool, UpstreamCounts counts)
    {
        var answer = Plain("", "tool_calls", counts);
        answer["choices"]![0]!["message"] = new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(Call(new JsonObject { ["id"] = "call_1", ["type"] = "function" },
            tool, Arguments)) };
        return answer;
    }

    public override string StreamCall(string tool, UpstreamCounts counts)
    {
        string Part(JsonObject call) => Chunk(new JsonObject { ["tool_calls"] = new JsonArray(call) }, null);
        return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = null }, null)
            + Part(Call(new JsonObject { ["index"] = 0, ["id"] = "call_1", ["type"] = "function" }, tool, ""))
            + Part(Call(new JsonObject { ["index"] = 0 }, null, Arguments[..6]))
            + Part(Call(new JsonObject { ["index"] = 0 }, null, Arguments[6..]))
            + Finish("", "tool_calls", CountsAtEnd ? counts : null);
    }

    public override JsonObject Refusal(int status, string code, string message) =>
        new() { ["error"] = new JsonObject { ["message"] = message, ["type"] = "requests", ["param"] = null, ["code"] = code } };

    public override string ErrorEvent() =>
        Data(new JsonObject { ["error"] = new JsonObject { ["message"] = "The server had an error.", ["type"] = "server_error", ["param"] = null, ["code"] = null } });

    public override JsonObject Overloaded() => new() { ["error"] = new JsonObject { ["message"] = "Overloaded.", ["type"] = "overloaded_error" } };

    private static JsonObject Call(JsonObject call, string? tool, string arguments)
    {
        call["function"] = new JsonObject { ["arguments"] = arguments };
        if (tool is not null)
        {
            call["function"]!["name"] = tool;
        }

        return call;
    }

    private string Chunk(JsonNode delta, string? finish)
    {
        var chunk = Head(Request.IsChat ? "chat.completion.chunk" : "text_completion");
        var choice = new JsonObject { ["index"] = 0, ["logprobs"] = null, ["finish_reason"] = finish };
        choice[Request.IsChat ? "delta" : "text"] = delta;
        chunk["choices"] = new JsonArray(choice);
        return Data(chunk);
    }

    private JsonObject Head(string kind) => new() { ["id"] = Id, ["object"] = kind, ["created"] = 1_750_000_000, ["model"] = Claimed, ["service_tier"] = Request.Tier };

    private static JsonObject Usage(UpstreamCounts told) => new()
    {
        ["prompt_tokens"] = told.Prompt,
        ["completion_tokens"] = told.Completion,
        ["total_tokens"] = told.Prompt + told.Completion,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = told.Cached },
    };
}
