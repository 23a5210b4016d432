using System.Buffers;
using System.Text.Json;
using Strata.Otlp.Messages;
using Strata.Traces.Spans;

namespace Strata.Otlp.Export;

/// <summary>Writes messages as the JSON of the GenAI conventions; texts that are no messages as <c>input.value</c> and <c>output.value</c>, or a tool's arguments and result.</summary>
internal sealed class ConversationWriter(AttributeWriter attributes, ITextMask mask) : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter json = new(
        Stream.Null, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Write(SpanRecord span)
    {
        if (span.Messages.Count == 0 || !mask.KeepsMessages)
        {
            return;
        }

        Instructions(span);
        Side(span, MessageSlot.Input, "gen_ai.input.messages"u8, span.Tool.Length > 0 ? "gen_ai.tool.call.arguments"u8 : "input.value"u8);
        Side(span, MessageSlot.Output, "gen_ai.output.messages"u8, span.Tool.Length > 0 ? "gen_ai.tool.call.result"u8 : "output.value"u8);
        Tools(span);
    }

    public void Dispose() => json.Dispose();

    private void Side(SpanRecord span, MessageSlot slot, ReadOnlySpan<byte> messages, ReadOnlySpan<byte> value)
    {
        var any = false;
        Begin();
        foreach (var message in span.Messages)
        {
            if (message.Slot != slot)
            {
                continue;
            }

            if (message.Role.Length == 0)
            {
                attributes.Text(value, message.Body);
                continue;
            }

            any = true;
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WritePropertyName("parts");
            Parts(message);
            json.WriteEndObject();
        }

        End(any, messages);
    }

    private void Parts(SpanMessage message)
    {
        var body = mask.Mask(message.Body).Span;
        if (message.IsJson && body is [(byte)'[', ..] && PartsBuilder.IsJson(body))
        {
            json.WriteRawValue(body, skipInputValidation: true);
            return;
        }

        json.WriteStartArray();
        PartsBuilder.Text(json, body);
        json.WriteEndArray();
    }

    private void Instructions(SpanRecord span)
    {
        var any = false;
        Begin();
        foreach (var message in span.Messages)
        {
            if (message.Slot == MessageSlot.System)
            {
                any = true;
                PartsBuilder.Text(json, mask.Mask(message.Body).Span);
            }
        }

        End(any, "gen_ai.system_instructions"u8);
    }

    private void Tools(SpanRecord span)
    {
        var any = false;
        Begin();
        foreach (var message in span.Messages)
        {
            if (message.Slot == MessageSlot.Tools)
            {
                any = true;
                PartsBuilder.JsonOrText(json, mask.Mask(message.Body).Span);
            }
        }

        End(any, "gen_ai.tool.definitions"u8);
    }

    private void Begin()
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartArray();
    }

    private void End(bool any, ReadOnlySpan<byte> key)
    {
        json.WriteEndArray();
        json.Flush();
        if (any)
        {
            attributes.Json(key, buffer.WrittenMemory.Span);
        }
    }
}
