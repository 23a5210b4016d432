using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Strata.Dialects.Capture;

/// <summary>
/// Prompts and answers in the GenAI conventions' shape (<c>[{"role","parts":[{"type":"text","content"}]}]</c>) for a span. Bounded:
/// texts share one budget, and what is cut says so.
/// </summary>
public static class MessageCapture
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The value of <c>messages</c>, <c>prompt</c> or <c>input</c> as a list of messages.</summary>
    public static string Input(ReadOnlySpan<byte> value, int budget)
    {
        var json = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 128 });
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var target = new Utf8JsonWriter(buffer, Options))
        {
            target.WriteStartArray();
            InputMessages(ref json, target, ref budget);
            target.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>One answer of the assistant.</summary>
    public static string Output(string text, string finishReason)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + text.Length);
        using (var target = new Utf8JsonWriter(buffer, Options))
        {
            target.WriteStartArray();
            Open(target, "assistant");
            Part(target, text);
            target.WriteEndArray();
            target.WriteString("finish_reason", finishReason);
            target.WriteEndObject();
            target.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void InputMessages(ref Utf8JsonReader json, Utf8JsonWriter target, ref int budget)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            Open(target, "user");
            Texts(ref json, target, ref budget);
            target.WriteEndArray();
            target.WriteEndObject();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                Message(ref json, target, ref budget);
            }
            else
            {
                Open(target, "user");
                Texts(ref json, target, ref budget);
                target.WriteEndArray();
                target.WriteEndObject();
            }
        }
    }

    private static void Message(ref Utf8JsonReader json, Utf8JsonWriter target, ref int budget)
    {
        var ahead = json; // the role may stand behind the content
        var role = "user";
        var depth = ahead.CurrentDepth;
        while (ahead.Read() && ahead.CurrentDepth > depth)
        {
            if (ahead.TokenType == JsonTokenType.PropertyName && ahead.CurrentDepth == depth + 1 && ahead.ValueTextEquals("role"u8))
            {
                ahead.Read();
                role = ahead.TokenType == JsonTokenType.String ? Safe(ref ahead) : role;
            }
        }

        Open(target, role);
        Texts(ref json, target, ref budget);
        target.WriteEndArray();
        target.WriteEndObject();
    }

    /// <summary>Every text of the value that carries content, as parts; other kinds of parts are named.</summary>
    private static void Texts(ref Utf8JsonReader json, Utf8JsonWriter target, ref int budget)
    {
        var depth = json.CurrentDepth;
        var isObject = json.TokenType == JsonTokenType.StartObject;
        if (!isObject)
        {
            Leaf(ref json, target, ref budget, isContent: true, isType: false);
            if (json.TokenType != JsonTokenType.StartArray)
            {
                return;
            }
        }

        var (isContent, isType) = (!isObject, false);
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                isContent = json.ValueTextEquals("content"u8) || json.ValueTextEquals("text"u8) || json.ValueTextEquals("arguments"u8);
                isType = json.ValueTextEquals("type"u8);
            }
            else
            {
                Leaf(ref json, target, ref budget, isContent, isType);
            }
        }
    }

    private static void Leaf(ref Utf8JsonReader json, Utf8JsonWriter target, ref int budget, bool isContent, bool isType)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return;
        }

        if (isContent && budget > 0)
        {
            var text = Safe(ref json);
            var kept = text.Length <= budget ? text : text[..budget] + $"… ({text.Length} characters)";
            budget -= Math.Min(budget, text.Length);
            Part(target, kept);
        }
        else if (isType && !json.ValueTextEquals("text"u8) && !json.ValueTextEquals("function"u8))
        {
            target.WriteStartObject();
            target.WriteString("type", Safe(ref json));
            target.WriteEndObject();
        }
    }

    private static string Safe(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "(not valid text)";
        }
    }

    private static void Open(Utf8JsonWriter target, string role)
    {
        target.WriteStartObject();
        target.WriteString("role", role);
        target.WriteStartArray("parts");
    }

    private static void Part(Utf8JsonWriter target, string text)
    {
        target.WriteStartObject();
        target.WriteString("type", "text");
        target.WriteString("content", text);
        target.WriteEndObject();
    }
}
