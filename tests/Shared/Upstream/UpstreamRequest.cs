using System.Text;
using System.Text.Json;

namespace Strata.Tests.Shared.Upstream;

/// <summary>A request as the scripted upstream understood it.</summary>
internal sealed record UpstreamRequest
{
    public required string Path { get; init; }

    public required byte[] Body { get; init; }

    public required string Model { get; init; }

    public bool Stream { get; init; }

    public bool IncludeUsage { get; init; }

    public int? MaxTokens { get; init; }

    public string LastText { get; init; } = "";

    public long PromptTokens { get; init; }

    public bool IsChat => Path.EndsWith("/chat/completions", StringComparison.Ordinal);

    /// <summary>The scenario's name, <c>echo</c> for models that are none.</summary>
    public string Scenario => Model.StartsWith("scn-", StringComparison.Ordinal) ? Model[4..].Split('.')[0] : "echo";

    public int? Argument => Model.Split('.') is [_, var text, ..] && int.TryParse(text, out var number) ? number : null;

    public string BodyText => Encoding.UTF8.GetString(Body);

    public static UpstreamRequest Read(string path, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var texts = new List<string>();
        foreach (var name in (string[])["messages", "prompt", "input"])
        {
            if (root.TryGetProperty(name, out var value))
            {
                Collect(value, texts);
            }
        }

        return new UpstreamRequest
        {
            Path = path,
            Body = body,
            Model = root.GetProperty("model").GetString()!,
            Stream = root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True,
            IncludeUsage = root.TryGetProperty("stream_options", out var options) && options.ValueKind == JsonValueKind.Object
                && options.TryGetProperty("include_usage", out var include) && include.ValueKind == JsonValueKind.True,
            MaxTokens = root.TryGetProperty("max_tokens", out var most) && most.ValueKind == JsonValueKind.Number ? most.GetInt32() : null,
            LastText = texts.LastOrDefault() ?? "",
            PromptTokens = Math.Max(1, texts.Sum(t => (long)Words(t).Length)),
        };
    }

    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

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
                foreach (var name in (string[])["content", "text"])
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
