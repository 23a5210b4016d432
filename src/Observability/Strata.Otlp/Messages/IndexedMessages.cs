using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Strata.Otlp.Values;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Messages;

/// <summary>
/// Puts messages together that came as flat attributes with numbers in their names: OpenLLMetry's <c>gen_ai.prompt.0.role</c> and
/// OpenInference's <c>llm.input_messages.0.message.role</c>, with their contents, tool calls, documents and tools. Reused span by span.
/// </summary>
internal sealed class IndexedMessages(TextPool pool, Scratch scratch)
{
    /// <summary>Flat attributes of one span; more stay attributes.</summary>
    private const int EntriesMax = 4096;

    private const int IndexMax = 100_000;

    /// <summary>Parts and tool calls of one message; more are left out.</summary>
    private const int PartsMax = 256;

    private readonly List<IndexedEntry> entries = [];
    private int from;
    private int to;

    /// <summary>The attributes of the message at hand.</summary>
    private ReadOnlySpan<IndexedEntry> Own => CollectionsMarshal.AsSpan(entries)[from..to];

    public bool Any(MessageSlot slot)
    {
        foreach (var entry in entries)
        {
            if (entry.Slot == slot)
            {
                return true;
            }
        }

        return false;
    }

    public void Clear() => entries.Clear();

    /// <summary>Keeps an attribute whose key is one of a message; false where it is not.</summary>
    public bool Take(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        var rest = key.Span;
        if (entries.Count == EntriesMax || !Prefix(ref rest, out var slot)
            || !Utf8Parser.TryParse(rest, out int index, out var digits) || index is < 0 or > IndexMax || digits == rest.Length || rest[digits] != (byte)'.')
        {
            return false;
        }

        rest = rest[(digits + 1)..];
        Strip(ref rest, "message."u8);
        entries.Add(new IndexedEntry(slot, index, key[^rest.Length..], value));
        return true;
    }

    /// <summary>Adds the messages of a slot to the span, by their numbers.</summary>
    public void Write(SpanRecord span, MessageSlot slot)
    {
        var at = span.Messages.Count;
        entries.Sort(static (a, b) => a.Slot != b.Slot ? a.Slot.CompareTo(b.Slot) : a.Index.CompareTo(b.Index));
        for (from = 0; from < entries.Count; from = to)
        {
            var first = entries[from];
            for (to = from + 1; to < entries.Count && entries[to].Slot == first.Slot && entries[to].Index == first.Index; to++)
            {
            }

            if (first.Slot == slot)
            {
                span.Messages.Add(slot == MessageSlot.Tools ? Tool() : Message(span, slot));
            }
        }

        // A system message of a flat history stands where the sender put it; the one at the head is the instructions.
        if (slot == MessageSlot.Input && at < span.Messages.Count && span.Messages[at] is { Role: "system" } head)
        {
            span.Messages[at] = head with { Slot = MessageSlot.System };
        }
    }

    private static bool Prefix(ref ReadOnlySpan<byte> key, out MessageSlot slot)
    {
        slot = MessageSlot.Input;
        if (Strip(ref key, "gen_ai.prompt."u8) || Strip(ref key, "llm.input_messages."u8) || Strip(ref key, "llm.prompts."u8))
        {
            return true;
        }

        slot = MessageSlot.Output;
        if (Strip(ref key, "gen_ai.completion."u8) || Strip(ref key, "llm.output_messages."u8) || Strip(ref key, "llm.choices."u8)
            || Strip(ref key, "retrieval.documents."u8) || Strip(ref key, "reranker.output_documents."u8))
        {
            return true;
        }

        slot = MessageSlot.Tools;
        return Strip(ref key, "llm.tools."u8) || Strip(ref key, "llm.request.functions."u8);
    }

    private static bool Strip(ref ReadOnlySpan<byte> key, ReadOnlySpan<byte> prefix)
    {
        if (!key.StartsWith(prefix))
        {
            return false;
        }

        key = key[prefix.Length..];
        return true;
    }

    private SpanMessage Message(SpanRecord span, MessageSlot slot)
    {
        var role = slot == MessageSlot.Output && !IsDocument() ? "assistant" : "";
        ReadOnlyMemory<byte> content = default, answered = default;
        var parts = 0;
        foreach (ref readonly var entry in Own)
        {
            switch (entry.Path.Span)
            {
                case var path when path.SequenceEqual("role"u8):
                    role = pool.Get(entry.Value.Span);
                    break;
                case var path when path.SequenceEqual("content"u8) || path.SequenceEqual("document.content"u8) || path.SequenceEqual("prompt.text"u8) || path.SequenceEqual("completion.text"u8):
                    content = entry.Value;
                    break;
                case var path when path.SequenceEqual("tool_call_id"u8):
                    answered = entry.Value;
                    break;
                case var path when path.SequenceEqual("finish_reason"u8):
                    span.FinishReason = span.FinishReason.Length == 0 ? pool.Get(entry.Value.Span) : span.FinishReason;
                    break;
                default:
                    parts++;
                    break;
            }
        }

        return parts == 0 && answered.IsEmpty ? OneText(slot, role, content) : new SpanMessage(slot, role, Parts(content, answered), IsJson: true);
    }

    private bool IsDocument()
    {
        foreach (ref readonly var entry in Own)
        {
            if (entry.Path.Span.StartsWith("document."u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>OpenLLMetry says a content of several parts as a text of JSON.</summary>
    private static SpanMessage OneText(MessageSlot slot, string role, ReadOnlyMemory<byte> content) =>
        new(slot, role, content, IsJson: content.Span.StartsWith("[{\""u8) && content.Span.EndsWith("}]"u8));

    private ReadOnlyMemory<byte> Parts(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> answered)
    {
        var json = scratch.BeginJson();
        json.WriteStartArray();
        if (!answered.IsEmpty)
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_call_response");
            json.WriteString("id", ValueJson.WellFormed(answered.Span));
            json.WritePropertyName("response");
            PartsBuilder.JsonOrText(json, content.Span);
            json.WriteEndObject();
        }
        else if (!content.IsEmpty)
        {
            PartsBuilder.Text(json, content.Span);
        }

        for (var part = 0; part < PartsMax; part++)
        {
            var text = Find("contents."u8, part, "message_content.text"u8);
            var image = Find("contents."u8, part, "message_content.image.image.url"u8);
            if (text.IsEmpty && image.IsEmpty && Find("contents."u8, part, "message_content.type"u8).IsEmpty)
            {
                break;
            }

            if (!text.IsEmpty)
            {
                PartsBuilder.Text(json, text.Span);
            }

            if (!image.IsEmpty)
            {
                json.WriteStartObject();
                json.WriteString("type", "uri");
                json.WriteString("modality", "image");
                json.WriteString("uri", ValueJson.WellFormed(image.Span));
                json.WriteEndObject();
            }
        }

        ToolCalls(json);
        Document(json);
        json.WriteEndArray();
        return scratch.EndJson();
    }

    private void ToolCalls(Utf8JsonWriter json)
    {
        for (var call = 0; call < PartsMax; call++)
        {
            var name = Find("tool_calls."u8, call, "name"u8, "tool_call.function.name"u8);
            var id = Find("tool_calls."u8, call, "id"u8, "tool_call.id"u8);
            if (name.IsEmpty && id.IsEmpty)
            {
                return;
            }

            PartsBuilder.ToolCall(json, id.Span, name.Span, Find("tool_calls."u8, call, "arguments"u8, "tool_call.function.arguments"u8).Span);
        }
    }

    /// <summary>A retrieved document with id and score, as the conventions' list of documents has them.</summary>
    private void Document(Utf8JsonWriter json)
    {
        var (id, score) = (Exact("document.id"u8), Exact("document.score"u8));
        if (id.IsEmpty && score.IsEmpty)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "document");
        json.WriteString("id", ValueJson.WellFormed(id.Span));
        if (Utf8Parser.TryParse(score.Span, out double number, out _) && double.IsFinite(number))
        {
            json.WriteNumber("score", number);
        }

        json.WriteEndObject();
    }

    private SpanMessage Tool()
    {
        var schema = Exact("tool.json_schema"u8);
        if (!schema.IsEmpty)
        {
            return new SpanMessage(MessageSlot.Tools, "", schema, IsJson: true);
        }

        var json = scratch.BeginJson();
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteString("name", ValueJson.WellFormed(Exact("name"u8).Span));
        json.WriteString("description", ValueJson.WellFormed(Exact("description"u8).Span));
        json.WritePropertyName("parameters");
        PartsBuilder.JsonOrText(json, Exact("parameters"u8).Span);
        json.WriteEndObject();
        return new SpanMessage(MessageSlot.Tools, "", scratch.EndJson(), IsJson: true);
    }

    private ReadOnlyMemory<byte> Exact(ReadOnlySpan<byte> path)
    {
        foreach (ref readonly var entry in Own)
        {
            if (entry.Path.Span.SequenceEqual(path))
            {
                return entry.Value;
            }
        }

        return default;
    }

    private ReadOnlyMemory<byte> Find(ReadOnlySpan<byte> list, int number, ReadOnlySpan<byte> member, ReadOnlySpan<byte> other = default)
    {
        foreach (ref readonly var entry in Own)
        {
            var path = entry.Path.Span;
            if (Strip(ref path, list) && Utf8Parser.TryParse(path, out int at, out var digits) && at == number && digits < path.Length && path[digits] == (byte)'.')
            {
                path = path[(digits + 1)..];
                if (path.SequenceEqual(member) || (!other.IsEmpty && path.SequenceEqual(other)))
                {
                    return entry.Value;
                }
            }
        }

        return default;
    }
}
