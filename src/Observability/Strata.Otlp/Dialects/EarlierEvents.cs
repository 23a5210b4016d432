using Strata.Otlp.Messages;
using Strata.Otlp.Values;
using Strata.Otlp.Wire;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Dialects;

/// <summary>
/// Events that carry the conversation instead of attributes: <c>gen_ai.user.message</c> and its kin of the conventions up to 1.36,
/// <c>gen_ai.content.prompt</c> before them, and <c>gen_ai.client.inference.operation.details</c> since 1.37, whose attributes are the span's.
/// </summary>
internal sealed class EarlierEvents(SpanDraft draft, SpanFields fields, TextPool pool, Scratch scratch)
{
    private static readonly Utf8Table<(MessageSlot Slot, string Role)> Messages = new(
    [
        ("gen_ai.system.message", (MessageSlot.System, "system")), ("gen_ai.user.message", (MessageSlot.Input, "user")),
        ("gen_ai.assistant.message", (MessageSlot.Input, "assistant")), ("gen_ai.tool.message", (MessageSlot.Input, "tool")),
        ("gen_ai.choice", (MessageSlot.Output, "assistant")),
        ("gen_ai.content.prompt", (MessageSlot.Input, "")), ("gen_ai.content.completion", (MessageSlot.Output, "")),
    ]);

    /// <summary>Whether an event's attributes are the span's.</summary>
    public static bool SpeaksForSpan(ReadOnlySpan<byte> name) => name.SequenceEqual("gen_ai.client.inference.operation.details"u8);

    /// <summary>Whether an event is a message.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> name) => Messages.TryGet(name, out _);

    /// <summary>Takes an event that is a message into the conversation; false where it holds no text, so that it stays an event.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="attributes">The message that holds them, and the number of their field.</param>
    /// <param name="field">The number of the field of attributes.</param>
    public bool Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attributes, int field)
    {
        if (!Messages.TryGet(name, out var kind))
        {
            return false;
        }

        var (role, found) = (kind.Role, 0);
        WireValue content = default, calls = default, answered = default, whole = default;
        var reader = new ProtoReader(attributes);
        while (reader.Next())
        {
            if (!reader.Is(field))
            {
                continue;
            }

            var pair = WirePair.Read(reader.Payload, ref draft.Broken);
            switch (pair.Key)
            {
                case var key when key.SequenceEqual("content"u8) || key.SequenceEqual("gen_ai.prompt"u8) || key.SequenceEqual("gen_ai.completion"u8):
                    content = pair.Value;
                    found++;
                    break;
                case var key when key.SequenceEqual("gen_ai.event.content"u8) || key.SequenceEqual("message"u8):
                    whole = pair.Value;
                    found++;
                    break;
                case var key when key.SequenceEqual("tool_calls"u8):
                    calls = pair.Value;
                    found++;
                    break;
                case var key when key.SequenceEqual("id"u8):
                    answered = pair.Value;
                    break;
                case var key when key.SequenceEqual("role"u8) && pair.Value.Kind == AttributeKind.Text:
                    role = pool.Get(pair.Value.Raw);
                    break;
                case var key when key.SequenceEqual("finish_reason"u8) && pair.Value.Kind == AttributeKind.Text:
                    draft.Span.FinishReason = pool.Get(pair.Value.Raw);
                    break;
            }
        }

        if (reader.Broken || found == 0)
        {
            return false;
        }

        Body(kind.Slot, role, whole.Kind != AttributeKind.Empty ? whole : content, calls, answered);
        return true;
    }

    /// <summary>Takes the body of a log record that is a message.</summary>
    public void TakeBody(ReadOnlySpan<byte> name, WireValue body)
    {
        if (Messages.TryGet(name, out var kind))
        {
            Body(kind.Slot, kind.Role, body, default, default);
        }
    }

    private void Body(MessageSlot slot, string role, WireValue content, WireValue calls, WireValue answered)
    {
        var tool = role == "tool" && answered.Kind == AttributeKind.Text;
        if (calls.Kind == AttributeKind.Empty && !tool)
        {
            fields.Split(slot, AsText(content), role);
            return;
        }

        var json = scratch.BeginJson();
        json.WriteStartObject();
        json.WriteString("role", role);
        if (tool)
        {
            json.WritePropertyName("tool_call_id");
            ValueJson.Write(json, answered, ref draft.Broken);
        }

        json.WritePropertyName("content");
        ValueJson.Write(json, content, ref draft.Broken);
        if (calls.Kind != AttributeKind.Empty)
        {
            json.WritePropertyName("tool_calls");
            if (calls.Kind == AttributeKind.Text)
            {
                PartsBuilder.JsonOrText(json, calls.Raw);
            }
            else
            {
                ValueJson.Write(json, calls, ref draft.Broken);
            }
        }

        json.WriteEndObject();
        fields.Split(slot, scratch.EndJson(), role);
    }

    /// <summary>A value as a text of the conversation: itself, or its JSON.</summary>
    public ReadOnlyMemory<byte> AsText(WireValue value)
    {
        if (value.Kind == AttributeKind.Text)
        {
            return draft.Slice(value.Raw);
        }

        if (value.Kind == AttributeKind.Empty)
        {
            return default;
        }

        var json = scratch.BeginJson();
        ValueJson.Write(json, value, ref draft.Broken);
        return scratch.EndJson();
    }
}
