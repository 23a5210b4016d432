using System.Text.Json.Nodes;

namespace Strata.Tests.Shared.Upstream;

/// <summary>Gemini's content. Each event tells the tokens so far; the last one has the reason and there is no other end.</summary>
internal sealed class GeminiVoice(UpstreamRequest request, string id) : UpstreamVoice(request, id)
{
    public override bool CountsAlways => true;

    public override string End => "";

    public override JsonObject Plain(string text, string finish, UpstreamCounts? counts)
    {
        var answer = Answer(text, finish == "length" ? "MAX_TOKENS" : "STOP", counts);
        answer["xUnknown"] = new JsonObject { ["kept"] = true };
        return answer;
    }

    public override string Open(UpstreamCounts counts) => "";

    public override string Piece(string text, UpstreamCounts? counts) => Data(Answer(text, null, counts));

    public override string Finish(string text, string finish, UpstreamCounts? counts) => Data(Answer("", finish == "length" ? "MAX_TOKENS" : "STOP", counts));

    public override JsonObject PlainCall(string tool, UpstreamCounts counts)
    {
        var answer = Answer("", "STOP", counts);
        answer["candidates"]![0]!["content"]!["parts"] = new JsonArray(new JsonObject { ["functionCall"] = new JsonObject { ["name"] = tool, ["args"] = JsonNode.Parse(Arguments) } });
        return answer;
    }

    public override string StreamCall(string tool, UpstreamCounts counts) => Data(PlainCall(tool, counts));

    public override JsonObject Refusal(int status, string code, string message) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = status,
            ["message"] = message,
            ["status"] = status switch { 400 => "INVALID_ARGUMENT", 401 => "UNAUTHENTICATED", 404 => "NOT_FOUND", 429 => "RESOURCE_EXHAUSTED", 503 or 529 => "UNAVAILABLE", _ => "INTERNAL" },
        },
    };

    public override string ErrorEvent() => Data(Refusal(500, "", "The server had an error."));

    public override JsonObject Overloaded() => Refusal(503, "", "Overloaded.");

    private JsonObject Answer(string text, string? finish, UpstreamCounts? counts)
    {
        var candidate = new JsonObject { ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) }, ["index"] = 0 };
        if (finish is not null)
        {
            candidate["finishReason"] = finish;
        }

        var answer = new JsonObject { ["candidates"] = new JsonArray(candidate), ["modelVersion"] = Claimed, ["responseId"] = Id };
        if (counts is { } told)
        {
            answer["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = told.Prompt,
                ["cachedContentTokenCount"] = told.Cached,
                ["candidatesTokenCount"] = told.Completion,
                ["totalTokenCount"] = told.Prompt + told.Completion,
            };
        }

        return answer;
    }
}
