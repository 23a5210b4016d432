using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Strata.Traces.Spans;

namespace Strata.Console.Tracing;

/// <summary>
/// Reads the messages of a span: texts, or JSON in the GenAI conventions' parts, in OpenAI's form or in Anthropic's. What is of no
/// known shape is shown as it was sent.
/// </summary>
internal static class ChatReader
{
    private const int PartsMax = 200;
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The messages of a span; those that a call before sent first, in the same order, are marked as known.</summary>
    public static IReadOnlyList<ChatMessage> Read(SpanRecord span, SpanRecord? before)
    {
        var same = 0;
        while (before is not null && same < span.Messages.Count && same < before.Messages.Count && Same(span.Messages[same], before.Messages[same]))
        {
            same++;
        }

        return [.. span.Messages.Select((m, i) => new ChatMessage(m.Slot, RoleOf(m), Parts(m), m.Body.Length, i < same))];
    }

    /// <summary>The text of an address or an argument, laid out where it is JSON.</summary>
    public static string Laid(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? JsonSerializer.Serialize(document.RootElement, Pretty) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static bool Same(SpanMessage a, SpanMessage b) => a.Slot == b.Slot && a.Slot != MessageSlot.Output && a.Role == b.Role && a.Body.Span.SequenceEqual(b.Body.Span);

    private static string RoleOf(SpanMessage message) => message.Role.Length > 0 ? message.Role : message.Slot switch { MessageSlot.System => "system", MessageSlot.Output => "assistant", _ => "user" };

    private static List<ChatPart> Parts(SpanMessage message)
    {
        var text = Encoding.UTF8.GetString(message.Body.Span);
        if (!message.IsJson)
        {
            return [new ChatPart(message.Role == "tool" ? ChatPartKind.ToolResult : ChatPartKind.Text, text)];
        }

        try
        {
            using var document = JsonDocument.Parse(message.Body, new JsonDocumentOptions { MaxDepth = 64 });
            var parts = new List<ChatPart>();
            Add(parts, document.RootElement);
            return parts.Count > 0 ? parts : [new ChatPart(ChatPartKind.Other, Laid(text))];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return [new ChatPart(ChatPartKind.Text, text)];
        }
    }

    private static void Add(List<ChatPart> parts, JsonElement element)
    {
        if (parts.Count >= PartsMax)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                parts.Add(new ChatPart(ChatPartKind.Text, element.GetString()!));
                break;
            case JsonValueKind.Array:
                foreach (var inner in element.EnumerateArray())
                {
                    Add(parts, inner);
                }

                break;
            case JsonValueKind.Object when Text(element, "type").Length == 0 && (element.TryGetProperty("content", out _) || element.TryGetProperty("parts", out _) || element.TryGetProperty("tool_calls", out _)):
                foreach (var name in (ReadOnlySpan<string>)["parts", "content", "tool_calls"])
                {
                    if (element.TryGetProperty(name, out var inner) && inner.ValueKind != JsonValueKind.Null)
                    {
                        Add(parts, inner);
                    }
                }

                break;
            case JsonValueKind.Object:
                parts.Add(Part(element));
                break;
            default:
                break;
        }
    }

    private static ChatPart Part(JsonElement part) => Text(part, "type") switch
    {
        "text" or "input_text" or "output_text" => new(ChatPartKind.Text, First(part, "content", "text")),
        "reasoning" or "thinking" => new(ChatPartKind.Reasoning, First(part, "content", "thinking", "text", "summary")),
        "tool_call" or "tool_use" or "function_call" => new(ChatPartKind.ToolCall, Laid(First(part, "arguments", "input")), Text(part, "name"), First(part, "id", "call_id")),
        "function" when part.TryGetProperty("function", out var function) => new(ChatPartKind.ToolCall, Laid(First(function, "arguments")), Text(function, "name"), Text(part, "id")),
        "tool_call_response" or "tool_result" or "function_call_output" =>
            new(ChatPartKind.ToolResult, Laid(First(part, "response", "result", "content", "output")), Text(part, "name"), First(part, "id", "tool_call_id", "tool_use_id", "call_id")),
        "image_url" => Image(part.TryGetProperty("image_url", out var image) && image.ValueKind == JsonValueKind.Object ? Text(image, "url") : Text(part, "image_url")),
        "input_image" => Image(Text(part, "image_url")),
        "image" when part.TryGetProperty("source", out var source) => Text(source, "data") is { Length: > 0 } data ? Image(Text(source, "media_type"), data) : Image(Text(source, "url")),
        "blob" or "image" => Image(Text(part, "mime_type"), First(part, "content", "data", "blob")),
        "uri" or "file" when Text(part, "uri") is { Length: > 0 } uri => Image(uri),
        _ => new(ChatPartKind.Other, JsonSerializer.Serialize(part, Pretty)),
    };

    private static ChatPart Image(string address) => new(ChatPartKind.Image, address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? "" : address, Picture: Picture.OfAddress(address));

    private static ChatPart Image(string mediaType, string base64) => new(ChatPartKind.Image, "", Picture: Picture.Of(mediaType, base64));

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string First(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            }
        }

        return "";
    }
}
