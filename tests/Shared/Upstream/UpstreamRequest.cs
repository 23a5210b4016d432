using System.Text;
using System.Text.Json;

namespace Strata.Tests.Shared.Upstream;

/// <summary>A request as the scripted upstream understood it.</summary>
internal sealed record UpstreamRequest
{
    private static readonly string[] PromptNames = ["system", "systemInstruction", "system_instruction", "instructions", "messages", "prompt", "input", "contents"];

    public required string Path { get; init; }

    public required UpstreamDialect Dialect { get; init; }

    public required byte[] Body { get; init; }

    public required string Model { get; init; }

    public bool Stream { get; init; }

    public bool IncludeUsage { get; init; }

    /// <summary>The tier of service that was asked for; the answers are billed at it.</summary>
    public string? Tier { get; init; }

    public int? MaxTokens { get; init; }

    public string LastText { get; init; } = "";

    public long PromptTokens { get; init; }

    /// <summary>The first tool that is offered; null where there is none.</summary>
    public string? Tool { get; init; }

    public bool IsChat => Dialect == UpstreamDialect.Chat;

    /// <summary>The scenario's name, <c>echo</c> for models that are none.</summary>
    public string Scenario => Model.StartsWith("scn-", StringComparison.Ordinal) ? Model[4..].Split('.')[0] : "echo";

    public int? Argument => Model.Split('.') is [_, var text, ..] && int.TryParse(text, out var number) ? number : null;

    public string BodyText => Encoding.UTF8.GetString(Body);

    public static UpstreamRequest Read(string path, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var dialect = DialectOf(path);
        var texts = new List<string>();
        foreach (var name in PromptNames)
        {
            if (root.TryGetProperty(name, out var value))
            {
                Collect(value, texts);
            }
        }

        return new UpstreamRequest
        {
            Path = path,
            Dialect = dialect,
            Body = body,
            Model = dialect == UpstreamDialect.Gemini ? path.Split('/')[^1].Split(':')[0] : root.GetProperty("model").GetString()!,
            Stream = dialect == UpstreamDialect.Gemini ? path.EndsWith(":streamGenerateContent", StringComparison.Ordinal) : IsTrue(root, "stream"),
            IncludeUsage = root.TryGetProperty("stream_options", out var options) && options.ValueKind == JsonValueKind.Object && IsTrue(options, "include_usage"),
            Tier = root.TryGetProperty("service_tier", out var tier) || root.TryGetProperty("serviceTier", out tier) ? tier.GetString() : null,
            MaxTokens = Most(root),
            Tool = ToolOf(root),
            LastText = texts.LastOrDefault() ?? "",
            PromptTokens = Math.Max(1, texts.Sum(t => (long)Words(t).Length)),
        };
    }

    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static UpstreamDialect DialectOf(string path) => path switch
    {
        _ when path.EndsWith("GenerateContent", StringComparison.OrdinalIgnoreCase) => UpstreamDialect.Gemini,
        _ when path.EndsWith("/messages", StringComparison.Ordinal) => UpstreamDialect.Messages,
        _ when path.EndsWith("/responses", StringComparison.Ordinal) => UpstreamDialect.Responses,
        _ when path.EndsWith("/embeddings", StringComparison.Ordinal) => UpstreamDialect.Embeddings,
        _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => UpstreamDialect.Chat,
        _ => UpstreamDialect.Completions,
    };

    private static string? ToolOf(JsonElement root)
    {
        if (!root.TryGetProperty("tools", out var tools) || tools.ValueKind != JsonValueKind.Array || tools.GetArrayLength() == 0)
        {
            return null;
        }

        var first = tools[0];
        foreach (var name in (string[])["function", "functionDeclarations", "function_declarations"])
        {
            if (first.TryGetProperty(name, out var inner))
            {
                first = inner.ValueKind == JsonValueKind.Array ? inner[0] : inner;
                break;
            }
        }

        return first.TryGetProperty("name", out var found) ? found.GetString() : null;
    }

    private static bool IsTrue(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static int? Most(JsonElement root)
    {
        if (root.TryGetProperty("generationConfig", out var config))
        {
            root = config;
        }

        foreach (var name in (string[])["max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens"])
        {
            if (root.TryGetProperty(name, out var most) && most.ValueKind == JsonValueKind.Number)
            {
                return most.GetInt32();
            }
        }

        return null;
    }

    private static void Collect(JsonElement value, List<string> texts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: texts.Add(value.GetString()!); break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Collect(item, texts);
                }

                break;
            case JsonValueKind.Object:
                foreach (var name in (string[])["content", "text", "parts"])
                {
                    if (value.TryGetProperty(name, out var inner))
                    {
                        Collect(inner, texts);
                    }
                }

                break;
        }
    }
}
