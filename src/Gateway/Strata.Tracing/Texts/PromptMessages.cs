using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Tracing.Texts;

/// <summary>
/// A prompt as the caller wrote it (<c>messages</c>, <c>prompt</c>, <c>input</c> of any dialect), taken apart into messages while it is
/// copied: one plain text is its text, anything else the JSON of its parts, in which pictures and sounds are named and not kept.
/// Bounded: texts share one budget, what is cut says so, and behind the budget nothing is read. JSON that breaks ends it.
/// </summary>
internal ref struct PromptMessages(SpanRecord span, Scratch texts, int bytesMax)
{
    private int budget = bytesMax;

    /// <summary>Instructions that stand beside the conversation, as the first message of it. They take half of the budget at most: what was asked matters more.</summary>
    public void AddSystem(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        var whole = budget;
        budget = whole / 2;
        var kept = budget;
        try
        {
            var json = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 128 });
            json.Read();
            if (json.TokenType == JsonTokenType.String && budget > 0)
            {
                span.Messages.Add(new SpanMessage(MessageSlot.System, "system", Text(ref json)));
            }
            else if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && budget > 0)
            {
                InParts(ref json, MessageSlot.System, "system");
            }
        }
        catch (JsonException)
        {
            // Bytes of a form, or what a provider takes and we do not.
        }

        budget += whole - kept;
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        try
        {
            var json = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 128 });
            json.Read();
            if (json.TokenType != JsonTokenType.StartArray)
            {
                One(ref json);
                return;
            }

            while (budget > 0 && json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                One(ref json);
            }
        }
        catch (JsonException)
        {
            // A form of bytes, or what a provider takes and we do not: what came before it stays.
        }
    }

    private void One(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            span.Messages.Add(new SpanMessage(MessageSlot.Input, "user", Text(ref json)));
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            Message(ref json);
        }
        else
        {
            json.Skip(); // numbers of tokens
        }
    }

    /// <summary>Looks ahead for the role, which may stand behind the content, and whether the content is one text and nothing else.</summary>
    private void Message(ref Utf8JsonReader json)
    {
        var ahead = json;
        var content = json;
        var (role, plain, others) = ("user", false, false);
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var (isRole, isContent) = (ahead.ValueTextEquals("role"u8), ahead.ValueTextEquals("content"u8));
            others |= !isRole && !isContent && !ahead.ValueTextEquals("name"u8) && !ahead.ValueTextEquals("tool_call_id"u8);
            ahead.Read();
            role = isRole && ahead.TokenType == JsonTokenType.String ? Role(ref ahead) : role;
            if (isContent)
            {
                plain = ahead.TokenType == JsonTokenType.String;
                content = ahead;
            }

            ahead.Skip();
        }

        if (plain && !others)
        {
            json = ahead; // a long text is not read a second time
            span.Messages.Add(new SpanMessage(MessageSlot.Input, role, Text(ref content)));
            return;
        }

        InParts(ref json, MessageSlot.Input, role);
    }

    private void InParts(ref Utf8JsonReader json, MessageSlot slot, string role)
    {
        var target = texts.BeginJson();
        target.WriteStartArray();
        Parts(ref json, target);
        target.WriteEndArray();
        span.Messages.Add(new SpanMessage(slot, role, texts.EndJson(), IsJson: true));
    }

    /// <summary>Every text of the object that carries content, as parts; other kinds of parts are named.</summary>
    private void Parts(ref Utf8JsonReader json, Utf8JsonWriter target)
    {
        var depth = json.CurrentDepth;
        var (isContent, isType) = (false, false);
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName && (json.ValueTextEquals("cache_control"u8) || json.ValueTextEquals("cachePoint"u8)))
            {
                json.Read();
                json.Skip(); // where a cache may begin, which is nothing that was said
            }
            else if (json.TokenType == JsonTokenType.PropertyName)
            {
                isContent = json.ValueTextEquals("content"u8) || json.ValueTextEquals("text"u8) || json.ValueTextEquals("arguments"u8);
                isType = json.ValueTextEquals("type"u8);
            }
            else if (json.TokenType == JsonTokenType.String && isContent && budget > 0)
            {
                var length = json.ValueSpan.Length;
                var text = length <= budget ? Safe(ref json) : $"{Encoding.UTF8.GetString(Beginning(json.ValueSpan, budget))}… (of {length} bytes)";
                budget -= Math.Min(budget, length);
                target.WriteStartObject();
                target.WriteString("type", "text");
                target.WriteString("content", text);
                target.WriteEndObject();
            }
            else if (json.TokenType == JsonTokenType.String && isType && !json.ValueTextEquals("text"u8) && !json.ValueTextEquals("function"u8))
            {
                target.WriteStartObject();
                target.WriteString("type", Safe(ref json));
                target.WriteEndObject();
            }
        }
    }

    /// <summary>A text without its escapes, cut to the budget.</summary>
    private ReadOnlyMemory<byte> Text(ref Utf8JsonReader json)
    {
        var length = json.ValueSpan.Length;
        var kept = Math.Min(length, budget);
        budget -= kept;
        texts.Begin();
        try
        {
            if (kept == length)
            {
                texts.Advance(json.CopyString(texts.GetSpan(length)));
                return texts.End();
            }
        }
        catch (InvalidOperationException)
        {
            return texts.Copy("(not valid text)"u8);
        }

        Write(Beginning(json.ValueSpan, kept));
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"… (of {length} bytes)"), texts);
        return texts.End();
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(texts.GetSpan(text.Length));
        texts.Advance(text.Length);
    }

    private static string Role(ref Utf8JsonReader json) =>
        json.ValueTextEquals("user"u8) ? "user"
        : json.ValueTextEquals("assistant"u8) ? "assistant"
        : json.ValueTextEquals("system"u8) ? "system"
        : json.ValueTextEquals("tool"u8) ? "tool"
        : Safe(ref json) is { Length: > 0 and <= 64 } other ? other : "user";

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

    /// <summary>The beginning of an escaped JSON text without its escapes, cut where no escape and no character is split.</summary>
    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> escaped, int bytesMax)
    {
        var kept = escaped[..Cut(escaped, bytesMax)];
        if (!kept.Contains((byte)'\\'))
        {
            return Utf8.IsValid(kept) ? kept : "(not valid text)"u8;
        }

        var quoted = ArrayPool<byte>.Shared.Rent(kept.Length + 2);
        try
        {
            quoted[0] = quoted[kept.Length + 1] = (byte)'"';
            kept.CopyTo(quoted.AsSpan(1));
            var json = new Utf8JsonReader(quoted.AsSpan(0, kept.Length + 2));
            json.Read();
            var text = new byte[kept.Length];
            return text.AsSpan(0, json.CopyString(text));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "(not valid text)"u8; // half a surrogate pair, and the cut behind it
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(quoted);
        }
    }

    /// <summary>How much fits: from escape to escape, and then back to where a character begins.</summary>
    private static int Cut(ReadOnlySpan<byte> escaped, int bytesMax)
    {
        if (escaped.Length <= bytesMax)
        {
            return escaped.Length;
        }

        var at = 0;
        while (escaped[at..bytesMax].IndexOf((byte)'\\') is var plain and >= 0)
        {
            at += plain;
            var length = EscapeLength(escaped[at..]);
            if (at + length > bytesMax)
            {
                return at;
            }

            at += length;
        }

        var end = bytesMax;
        while (end > at && (escaped[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end;
    }

    /// <summary>Bytes of an escape: a pair of escaped surrogates is one.</summary>
    private static int EscapeLength(ReadOnlySpan<byte> escaped) => escaped switch
    {
        [_, (byte)'u', (byte)'d' or (byte)'D', (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B', ..] => 12,
        [_, (byte)'u', ..] => 6,
        _ => 2,
    };
}
