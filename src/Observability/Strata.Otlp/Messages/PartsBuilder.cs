using System.Text.Json;
using Strata.Otlp.Values;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Messages;

/// <summary>Turns a message of another dialect that is more than one text into parts of the GenAI conventions.</summary>
internal static class PartsBuilder
{
    /// <summary>Builds the parts of a message given as JSON of OpenAI's chat or of the Vercel AI SDK.</summary>
    public static SpanMessage Build(Scratch scratch, MessageSlot slot, string role, ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        var json = scratch.BeginJson();
        json.WriteStartArray();
        if (role == "tool" && root.TryGetProperty("tool_call_id", out var id))
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_call_response");
            Copy(json, "id", id);
            Copy(json, "response", Member(root, "content"));
            json.WriteEndObject();
        }
        else
        {
            Content(json, Member(root, "content"));
            ToolCalls(json, Member(root, "tool_calls"));
        }

        if (root.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in parts.EnumerateArray())
            {
                part.WriteTo(json);
            }
        }

        json.WriteEndArray();
        return new SpanMessage(slot, role, scratch.EndJson(), IsJson: true);
    }

    /// <summary>Writes an answer of a text and the tool calls that a JSON array names.</summary>
    public static SpanMessage Answer(Scratch scratch, ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> toolCalls)
    {
        using var document = JsonDocument.Parse(toolCalls);
        var json = scratch.BeginJson();
        json.WriteStartArray();
        if (!text.IsEmpty)
        {
            Text(json, text.Span);
        }

        ToolCalls(json, document.RootElement);
        json.WriteEndArray();
        return new SpanMessage(MessageSlot.Output, "assistant", scratch.EndJson(), IsJson: true);
    }

    /// <summary>Writes one part of text.</summary>
    public static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("content", ValueJson.WellFormed(text));
        json.WriteEndObject();
    }

    /// <summary>Writes a call of a tool. Arguments that are JSON stay JSON.</summary>
    public static void ToolCall(Utf8JsonWriter json, ReadOnlySpan<byte> id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> arguments)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_call");
        json.WriteString("id", ValueJson.WellFormed(id));
        json.WriteString("name", ValueJson.WellFormed(name));
        json.WritePropertyName("arguments");
        JsonOrText(json, arguments);
        json.WriteEndObject();
    }

    /// <summary>Writes an object or array as it stands, and anything else as a text.</summary>
    public static void JsonOrText(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'{', ..] or [(byte)'[', ..] && IsJson(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(ValueJson.WellFormed(text));
        }
    }

    /// <summary>Whether a text is one whole JSON value.</summary>
    public static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            reader.Read();
            reader.Skip();
            return !reader.Read() && System.Text.Unicode.Utf8.IsValid(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;

    private static void Copy(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteNullValue();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    private static void Content(Utf8JsonWriter json, JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                json.WriteStartObject();
                json.WriteString("type", "text");
                Copy(json, "content", content);
                json.WriteEndObject();
                break;
            case JsonValueKind.Object:
                content.WriteTo(json);
                break;
            case JsonValueKind.Array:
                foreach (var part in content.EnumerateArray())
                {
                    Part(json, part);
                }

                break;
        }
    }

    private static void Part(Utf8JsonWriter json, JsonElement part)
    {
        var type = Member(part, "type");
        var word = type.ValueKind == JsonValueKind.String ? type.GetString() : "";
        if (word == "text")
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            Copy(json, "content", Member(part, "text"));
            json.WriteEndObject();
        }
        else if (word == "tool-call")
        {
            Call(json, Member(part, "toolCallId"), Member(part, "toolName"), First(part, "input", "args"));
        }
        else if (word == "tool-result")
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_call_response");
            Copy(json, "id", Member(part, "toolCallId"));
            Copy(json, "response", First(part, "output", "result"));
            json.WriteEndObject();
        }
        else
        {
            part.WriteTo(json);
        }
    }

    private static void ToolCalls(Utf8JsonWriter json, JsonElement calls)
    {
        if (calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var call in calls.EnumerateArray())
        {
            var function = Member(call, "function");
            if (function.ValueKind == JsonValueKind.Object)
            {
                Call(json, Member(call, "id"), Member(function, "name"), Member(function, "arguments"));
            }
            else
            {
                Call(json, First(call, "toolCallId", "id"), First(call, "toolName", "name"), First(call, "input", "args", "arguments"));
            }
        }
    }

    private static JsonElement First(JsonElement of, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Member(of, name) is { ValueKind: not JsonValueKind.Undefined } found)
            {
                return found;
            }
        }

        return default;
    }

    private static void Call(Utf8JsonWriter json, JsonElement id, JsonElement name, JsonElement arguments)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_call");
        Copy(json, "id", id);
        Copy(json, "name", name);
        json.WritePropertyName("arguments");
        if (arguments.ValueKind == JsonValueKind.String)
        {
            JsonOrText(json, System.Text.Encoding.UTF8.GetBytes(arguments.GetString()!));
        }
        else if (arguments.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteNullValue();
        }
        else
        {
            arguments.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
