using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Strata.Dialects.Capture;

/// <summary>
/// Prompts and answers in the GenAI conventions' shape (<c>[{"role","parts":[{"type":"text","content"}]}]</c>) for a span. Bounded:
/// texts share one budget, what is cut says so, and behind the budget nothing is read: a long history costs what is kept of it.
/// </summary>
public static class MessageCapture
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Kept by a thread from call to call.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? mine;

    /// <summary>The value of <c>messages</c>, <c>prompt</c> or <c>input</c> as a list of messages.</summary>
    public static string Input(ReadOnlySpan<byte> value, int budget)
    {
        var json = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 128 });
        var (buffer, target) = Writer();
        target.WriteStartArray();
        InputMessages(ref json, target, ref budget);
        target.WriteEndArray();
        return Text(buffer, target);
    }

    /// <summary>One answer of the assistant.</summary>
    public static string Output(string text, string finishReason)
    {
        var (buffer, target) = Writer();
        target.WriteStartArray();
        Open(target, "assistant");
        Part(target, text);
        target.WriteEndArray();
        target.WriteString("finish_reason", finishReason);
        target.WriteEndObject();
        target.WriteEndArray();
        return Text(buffer, target);
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Writer()
    {
        if (mine is not { } kept)
        {
            var buffer = new ArrayBufferWriter<byte>(16 << 10);
            mine = kept = (buffer, new Utf8JsonWriter(buffer, Options));
        }

        kept.Buffer.ResetWrittenCount();
        kept.Json.Reset();
        return kept;
    }

    private static string Text(ArrayBufferWriter<byte> buffer, Utf8JsonWriter target)
    {
        target.Flush();
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (buffer.Capacity > 1 << 20)
        {
            mine = null;
        }

        return text;
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

        while (budget > 0 && json.Read() && json.TokenType != JsonTokenType.EndArray)
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
        while (budget > 0 && json.Read() && json.CurrentDepth > depth)
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
            var length = json.ValueSpan.Length;
            Part(target, length <= budget ? Safe(ref json) : $"{Beginning(json.ValueSpan, budget)}… (of {length} bytes)");
            budget -= Math.Min(budget, length);
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

    /// <summary>The beginning of an escaped JSON text, cut where no escape and no character is split.</summary>
    private static string Beginning(ReadOnlySpan<byte> escaped, int bytesMax)
    {
        var end = 0;
        while (end < escaped.Length && end + Step(escaped[end..]) <= bytesMax)
        {
            end += Step(escaped[end..]);
        }

        var quoted = new byte[end + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped[..end].CopyTo(quoted.AsSpan(1));
        try
        {
            var json = new Utf8JsonReader(quoted);
            json.Read();
            return Safe(ref json);
        }
        catch (JsonException)
        {
            return "(not valid text)"; // half a surrogate pair, and the cut behind it
        }
    }

    /// <summary>Bytes of the next character: a pair of escaped surrogates is one.</summary>
    private static int Step(ReadOnlySpan<byte> escaped) => escaped[0] switch
    {
        (byte)'\\' when escaped is [_, (byte)'u', _, (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B', ..] && escaped[2] is (byte)'d' or (byte)'D' => 12,
        (byte)'\\' => escaped.Length > 1 && escaped[1] == (byte)'u' ? 6 : 2,
        < 0x80 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        _ => 4,
    };

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
