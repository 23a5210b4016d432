using System.Text;
using System.Text.Json;
using Strata.Telemetry.Traces;

namespace Strata.Console.Requests;

/// <summary>
/// Reads the messages that a trace captured, in the shape of the GenAI conventions: a list of a role and parts, or of a role
/// and content. What was cut for its length, or is of another shape, is shown as the text it is.
/// </summary>
internal static class Conversation
{
    private const int MessagesMax = 200;

    /// <summary>Prompt and answer of a trace, in order; empty where nothing was captured.</summary>
    public static IReadOnlyList<ConversationMessage> Of(Trace? trace) =>
        trace is null ? [] : [.. Read(trace, "gen_ai.system_instructions", "system"), .. Read(trace, "gen_ai.input.messages", "user"), .. Read(trace, "gen_ai.output.messages", "assistant")];

    /// <summary>What was asked: the last thing a user said, else the last message that was sent.</summary>
    public static string AskedOf(Trace? trace)
    {
        var sent = trace is null ? [] : Read(trace, "gen_ai.input.messages", "user");
        return sent.LastOrDefault(m => m.Role == "user")?.Text ?? (sent is [.., var last] ? last.Text : "");
    }

    /// <summary>The messages of one captured text.</summary>
    internal static IReadOnlyList<ConversationMessage> Parse(string text, string role)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Array when root.EnumerateArray().Any(IsMessage) => [.. root.EnumerateArray().Where(IsMessage).Take(MessagesMax).Select(Message)],
                JsonValueKind.Array => [new(role, Content(root))],
                JsonValueKind.String => [new(role, root.GetString()!)],
                _ => [new(role, text)],
            };
        }
        catch (JsonException)
        {
            return [new(role, text)];
        }
    }

    private static IReadOnlyList<ConversationMessage> Read(Trace trace, string key, string role) =>
        trace.Spans.Select(s => s.Find(key)).FirstOrDefault(t => !string.IsNullOrEmpty(t)) is { } text ? Parse(text, role) : [];

    private static bool IsMessage(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String;

    private static ConversationMessage Message(JsonElement message) => new(
        message.GetProperty("role").GetString()!,
        message.TryGetProperty("parts", out var parts) ? Content(parts) : message.TryGetProperty("content", out var content) ? Content(content) : "");

    private static string Content(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? content.GetString()! : content.ValueKind == JsonValueKind.Null ? "" : content.GetRawText();
        }

        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Part(part));
        }

        return text.ToString();
    }

    private static string Part(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in (string[])["content", "text"])
            {
                if (part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                {
                    return value.GetString()!;
                }
            }
        }

        return part.ValueKind == JsonValueKind.String ? part.GetString()! : part.GetRawText();
    }
}
