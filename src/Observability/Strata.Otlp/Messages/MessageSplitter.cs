using System.Text.Json;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Messages;

/// <summary>
/// Takes a history that came as one text apart into messages, so that the store keeps each message once. Knows the forms of the
/// GenAI conventions (<c>role</c>, <c>parts</c>), of OpenAI's chat (<c>role</c>, <c>content</c>, <c>tool_calls</c>) and of the Vercel
/// AI SDK; whatever is none of them stays one text. A plain text that has no escapes is a slice of what came in.
/// </summary>
internal sealed class MessageSplitter(TextPool pool, Scratch scratch)
{
    private const int MessagesMax = 2000;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>Adds the messages of a text to a span.</summary>
    /// <param name="span">Where to.</param>
    /// <param name="slot">Where in the call they stood.</param>
    /// <param name="text">The text; it lives as long as the span is being stored.</param>
    /// <param name="role">The speaker of a text that names none.</param>
    public void Split(SpanRecord span, MessageSlot slot, ReadOnlyMemory<byte> text, string role = "")
    {
        var bytes = text.Span.TrimStart(" \t\r\n"u8);
        if (bytes.IsEmpty)
        {
            return;
        }

        if (bytes[0] is not ((byte)'[' or (byte)'{' or (byte)'"'))
        {
            span.Messages.Add(new SpanMessage(slot, role, text));
            return;
        }

        var before = span.Messages.Count;
        try
        {
            var reader = new Utf8JsonReader(text.Span, Options);
            reader.Read();
            if (Whole(span, slot, text, ref reader, role) && !reader.Read())
            {
                return;
            }

            span.Messages.RemoveRange(before, span.Messages.Count - before);
            span.Messages.Add(new SpanMessage(slot, role, text, IsJson: true));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            span.Messages.RemoveRange(before, span.Messages.Count - before);
            span.Messages.Add(new SpanMessage(slot, role, text));
        }
    }

    /// <summary>False where the JSON is sound so far and holds no messages.</summary>
    private bool Whole(SpanRecord span, MessageSlot slot, ReadOnlyMemory<byte> text, ref Utf8JsonReader reader, string role)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            span.Messages.Add(new SpanMessage(slot, role, Plain(text, ref reader)));
            return true;
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return Message(span, slot, text, ref reader, role);
        }

        var many = slot is MessageSlot.System or MessageSlot.Tools; // an array of parts, or of definitions: each is one
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject || span.Messages.Count >= MessagesMax)
            {
                return Rest(ref reader);
            }

            if (many)
            {
                Part(span, slot, text, ref reader, role);
            }
            else if (!Message(span, slot, text, ref reader, role))
            {
                return Rest(ref reader);
            }
        }

        return true;
    }

    /// <summary>Reads on to the end, so that broken JSON is found before the whole is called JSON.</summary>
    private static bool Rest(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }

        return false;
    }

    private void Part(SpanRecord span, MessageSlot slot, ReadOnlyMemory<byte> text, ref Utf8JsonReader reader, string role)
    {
        var start = (int)reader.TokenStartIndex;
        var plain = PlainPart(text, ref reader, out var body);
        var json = text[start..(int)reader.BytesConsumed];
        span.Messages.Add(plain ? new SpanMessage(slot, role, body) : new SpanMessage(slot, role, json, IsJson: true));
    }

    /// <summary>Whether the object at hand is one part of text and nothing else; the reader ends behind it.</summary>
    private bool PlainPart(ReadOnlyMemory<byte> text, ref Utf8JsonReader reader, out ReadOnlyMemory<byte> body)
    {
        body = default;
        var (isText, found, other) = (false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isText = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("text"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                found = reader.TokenType == JsonTokenType.String;
                if (found)
                {
                    body = Plain(text, ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
            else
            {
                other = true;
                reader.Read();
                reader.Skip();
            }
        }

        return isText && found && !other;
    }

    /// <summary>Takes one object; false where it is no message, with the reader behind it.</summary>
    private bool Message(SpanRecord span, MessageSlot slot, ReadOnlyMemory<byte> text, ref Utf8JsonReader reader, string role)
    {
        var start = (int)reader.TokenStartIndex;
        ReadOnlyMemory<byte> plain = default, parts = default;
        var (isPlain, isMessage, simple) = (false, false, true);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                isMessage = reader.TokenType == JsonTokenType.String;
                role = isMessage ? pool.Get(reader.ValueSpan) : role;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("parts"u8))
            {
                reader.Read();
                (isPlain, parts) = Parts(text, ref reader, out plain);
                simple &= isPlain || !parts.IsEmpty;
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                isPlain = reader.TokenType == JsonTokenType.String;
                simple &= isPlain;
                if (isPlain)
                {
                    plain = Plain(text, ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                span.FinishReason = span.FinishReason.Length == 0 && reader.TokenType == JsonTokenType.String ? pool.Get(reader.ValueSpan) : span.FinishReason;
                reader.Skip();
            }
            else
            {
                reader.Read();
                simple &= reader.TokenType == JsonTokenType.Null;
                reader.Skip();
            }
        }

        if (!isMessage)
        {
            return !simple && OfMessages(span, slot, text[start..(int)reader.BytesConsumed]);
        }

        if (simple)
        {
            span.Messages.Add(isPlain ? new SpanMessage(slot, role, plain) : new SpanMessage(slot, role, parts, IsJson: true));
            return isPlain || !parts.IsEmpty;
        }

        span.Messages.Add(PartsBuilder.Build(scratch, slot, role, text[start..(int)reader.BytesConsumed]));
        return true;
    }

    /// <summary>Parts as they stand, or the text of the one part there is.</summary>
    private (bool IsPlain, ReadOnlyMemory<byte> Parts) Parts(ReadOnlyMemory<byte> text, ref Utf8JsonReader reader, out ReadOnlyMemory<byte> plain)
    {
        plain = default;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return (false, default);
        }

        var start = (int)reader.TokenStartIndex;
        var (count, isPlain) = (0, false);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (count == 1 && reader.TokenType == JsonTokenType.StartObject)
            {
                isPlain = PlainPart(text, ref reader, out plain);
            }
            else
            {
                reader.Skip();
            }
        }

        return (isPlain && count == 1, text[start..(int)reader.BytesConsumed]);
    }

    /// <summary>An object that holds <c>messages</c>, <c>system</c> or <c>prompt</c>, as the Vercel AI SDK and raw requests do.</summary>
    private bool OfMessages(SpanRecord span, MessageSlot slot, ReadOnlyMemory<byte> text)
    {
        if (slot != MessageSlot.Input)
        {
            return false;
        }

        var found = false;
        var reader = new Utf8JsonReader(text.Span, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessages = reader.ValueTextEquals("messages"u8);
            var isSystem = reader.ValueTextEquals("system"u8);
            reader.Read();
            if (isMessages && reader.TokenType == JsonTokenType.StartArray)
            {
                found |= Whole(span, slot, text, ref reader, "");
            }
            else if (isSystem && reader.TokenType == JsonTokenType.String)
            {
                span.Messages.Add(new SpanMessage(MessageSlot.System, "system", Plain(text, ref reader)));
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> text, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return text.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        scratch.Begin();
        scratch.Advance(reader.CopyString(scratch.GetSpan(reader.ValueSpan.Length)));
        return scratch.End();
    }
}
