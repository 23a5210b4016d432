using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Strata.Tests.Shared.Gateway;

/// <summary>How a caller of one dialect asks, and how it tells a whole answer from a broken one.</summary>
internal sealed record CallerDialect
{
    public static CallerDialect Chat { get; } = new()
    {
        Name = "openai.chat",
        End = "data: [DONE]",
        Code = root => Text(root, "code") ?? Text(root, "type") ?? "",
        Prompt = text => $$"""[{"role":"user","content":{{JsonSerializer.Serialize(text)}}}]""",
        Body = (model, prompt, stream) => $$"""{"model":"{{model}}","messages":{{prompt}}{{(stream ? ",\"stream\":true" : "")}}}""",
        Path = (_, _) => "/v1/chat/completions",
    };

    public static CallerDialect Messages { get; } = new()
    {
        Name = "anthropic",
        End = "event: message_stop",
        Code = root => Text(root, "type") ?? "",
        Prompt = text => $$"""[{"role":"user","content":{{JsonSerializer.Serialize(text)}}}]""",
        Body = (model, prompt, stream) => $$"""{"model":"{{model}}","max_tokens":1000,"messages":{{prompt}}{{(stream ? ",\"stream\":true" : "")}}}""",
        Path = (_, _) => "/v1/messages",
    };

    public static CallerDialect Gemini { get; } = new()
    {
        Name = "gemini",
        End = "\"finishReason\"",
        Code = root => Text(root, "status") ?? "",
        Prompt = text => $$"""[{"role":"user","parts":[{"text":{{JsonSerializer.Serialize(text)}}}]}]""",
        Body = (_, prompt, _) => $$"""{"contents":{{prompt}}}""",
        Path = (model, stream) => $"/v1beta/models/{model}:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}",
    };

    public static CallerDialect Completions { get; } = new()
    {
        Name = "openai.completions",
        End = "data: [DONE]",
        Code = Chat.Code,
        Prompt = text => JsonSerializer.Serialize(text),
        Body = (model, prompt, stream) => $$"""{"model":"{{model}}","max_tokens":1000,"prompt":{{prompt}}{{(stream ? ",\"stream\":true" : "")}}}""",
        Path = (_, _) => "/v1/completions",
    };

    public static CallerDialect Responses { get; } = new()
    {
        Name = "openai.responses",
        End = "event: response.completed",
        Code = Chat.Code,
        Prompt = text => $$"""[{"role":"user","content":{{JsonSerializer.Serialize(text)}}}]""",
        Body = (model, prompt, stream) => $$"""{"model":"{{model}}","store":false,"input":{{prompt}}{{(stream ? ",\"stream\":true" : "")}}}""",
        Path = (_, _) => "/v1/responses",
    };

    public static CallerDialect Embeddings { get; } = new()
    {
        Name = "embeddings",
        End = "",
        Code = Chat.Code,
        Prompt = text => JsonSerializer.Serialize(text),
        Body = (model, prompt, _) => $$"""{"model":"{{model}}","input":{{prompt}}}""",
        Path = (_, _) => "/v1/embeddings",
    };

    public required string Name { get; init; }

    /// <summary>What a whole stream has and a broken one must not have.</summary>
    public required string End { get; init; }

    /// <summary>The code in the object <c>error</c>.</summary>
    public required Func<JsonElement, string> Code { get; init; }

    /// <summary>The prompt's JSON: what the gateway estimates tokens from where nobody tells them.</summary>
    public required Func<string, string> Prompt { get; init; }

    public required Func<string, string, bool, string> Body { get; init; }

    public required Func<string, bool, string> Path { get; init; }

    public HttpRequestMessage Ask(string model, string text, bool stream) => new(HttpMethod.Post, Path(model, stream))
    {
        Content = new StringContent(Body(model, Prompt(text), stream), Encoding.UTF8, "application/json"),
    };

    /// <summary>The code of the error in an answer's body, or in the last event of a stream; empty where there is none.</summary>
    public string ErrorIn(string body)
    {
        var last = body.StartsWith('{') ? body : body.Split('\n').LastOrDefault(l => l.StartsWith("data: {", StringComparison.Ordinal))?[6..];
        return last is not null && JsonNode.Parse(last)?["error"] is JsonObject error ? Code(JsonSerializer.SerializeToElement(error)) : "";
    }

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}
