using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Local;

/// <summary>Tools as chat templates expect them: a JSON array in OpenAI's form, whatever dialect they came in.</summary>
internal static class LocalTools
{
    public static JsonElement Write(IReadOnlyList<ToolDefinition> tools)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var tool in tools)
            {
                Write(json, tool);
            }

            json.WriteEndArray();
        }

        return Parse(buffer.WrittenMemory);
    }

    public static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool.Name);
        if (tool.Description is { } description)
        {
            json.WriteString("description", description);
        }

        json.WritePropertyName("parameters");
        json.WriteRawValue(tool.Schema.IsEmpty ? """{"type":"object","properties":{}}"""u8 : tool.Schema.Span);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
