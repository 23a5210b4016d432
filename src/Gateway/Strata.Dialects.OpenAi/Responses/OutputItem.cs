using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>One item of a stream on its way out: what was told of it so far, and the events that tell the rest.</summary>
internal sealed class OutputItem
{
    private readonly EventsOut events;
    private readonly int index;
    private readonly string id;
    private readonly BlockKind kind;
    private readonly AnswerEvent start;
    private readonly List<OutputPart> parts = [];
    private readonly StringBuilder text = new();
    private readonly StringBuilder seal = new();
    private string origin;

    public OutputItem(EventsOut events, int index, AnswerEvent start, Func<string, string> newId)
    {
        this.events = events;
        this.index = index;
        this.start = start;
        kind = start.BlockKind;
        origin = start.Origin ?? "";
        id = kind == BlockKind.Thinking && origin == DialectNames.Responses && start.Id is { Length: > 0 } own ? own : newId(ItemNames.IdPrefix(Whole()));
    }

    public bool IsMessage => kind is BlockKind.Text or BlockKind.Refusal;

    /// <summary>The signature of a call, which its item has no place for.</summary>
    public string? CallSignature => kind == BlockKind.ToolCall && seal.Length > 0 ? seal.ToString() : null;

    public string? CallId => start.Id;

    public void Begin(AnswerEvent step, IBufferWriter<byte> output)
    {
        events.Write("response.output_item.added", output, json =>
        {
            json.WriteNumber("output_index"u8, index);
            json.WritePropertyName("item"u8);
            WriteItem(json, "in_progress");
        });
        if (IsMessage)
        {
            StartPart(step, output);
        }
        else if (kind == BlockKind.Thinking && start.Name is null)
        {
            Event("response.reasoning_summary_part.added", output, SummaryPart);
        }
    }

    public void StartPart(AnswerEvent step, IBufferWriter<byte> output)
    {
        var part = new OutputPart(events, index, parts.Count, id, step.BlockKind);
        parts.Add(part);
        part.Begin(output);
    }

    public void Piece(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (IsMessage)
        {
            parts[^1].Piece(step, output);
        }
        else if (step.Kind == AnswerEventKind.Signature)
        {
            seal.Append(step.Text);
            origin = step.Origin is { Length: > 0 } from ? from : origin;
        }
        else if (step.Kind == AnswerEventKind.Delta)
        {
            text.Append(step.Text);
            Delta(step.Text, output);
        }
    }

    public void EndBlock(IBufferWriter<byte> output)
    {
        if (IsMessage)
        {
            parts[^1].End(output);
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        if (IsMessage)
        {
            parts[^1].End(output);
        }
        else if (kind == BlockKind.ToolCall)
        {
            var name = start.IsCustom ? "input" : "arguments";
            Event(start.IsCustom ? "response.custom_tool_call_input.done" : "response.function_call_arguments.done", output, json => json.WriteString(name, text.ToString()));
        }
        else if (kind == BlockKind.Thinking && start.Name is null)
        {
            Event("response.reasoning_summary_text.done", output, json =>
            {
                json.WriteNumber("summary_index"u8, 0);
                json.WriteString("text"u8, text.ToString());
            });
            Event("response.reasoning_summary_part.done", output, SummaryPart);
        }

        events.Write("response.output_item.done", output, json =>
        {
            json.WriteNumber("output_index"u8, index);
            json.WritePropertyName("item"u8);
            WriteItem(json, "completed");
        });
    }

    /// <summary>Writes the item as far as it was told.</summary>
    public void WriteWhole(Utf8JsonWriter json, string status) => WriteItem(json, status);

    private void WriteItem(Utf8JsonWriter json, string status)
    {
        var writer = new ItemsOut(json, _ => id, status);
        if (!IsMessage)
        {
            if (kind == BlockKind.Thinking)
            {
                writer.WriteReasoning((ThinkingBlock)Whole(), start.Name);
            }
            else
            {
                writer.WriteItem(Whole());
            }

            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "message"u8);
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, status);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
        parts.ForEach(p => p.WriteWhole(json));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Block Whole() => kind switch
    {
        BlockKind.ToolCall => new ToolCallBlock(start.Id ?? "", start.Name ?? "", text.ToString()) { IsCustom = start.IsCustom },
        BlockKind.Thinking => Reasoning(),
        BlockKind.Image => new ImageBlock(new MediaSource { MediaType = start.Name ?? "", Base64 = text.ToString() }),
        BlockKind.Opaque => new OpaqueBlock(origin, start.Name ?? "", start.Json),
        BlockKind.Audio => new OpaqueBlock("strata", "audio", JsonPart.Object("data", JsonPart.Text(text.ToString()))),
        _ => new TextBlock(""),
    };

    private ThinkingBlock Reasoning()
    {
        var sealedText = seal.Length == 0 ? null : seal.ToString();
        var isSealed = origin == DialectNames.Responses;
        return new ThinkingBlock(text.ToString()) { Origin = origin, Id = id, Sealed = isSealed ? sealedText : null, Signature = isSealed ? null : sealedText };
    }

    private void Delta(string piece, IBufferWriter<byte> output)
    {
        var type = kind switch
        {
            BlockKind.ToolCall => start.IsCustom ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta",
            BlockKind.Thinking => "response.reasoning_summary_text.delta",
            BlockKind.Audio => "response.audio.delta",
            _ => null,
        };
        if (type is not null)
        {
            Event(type, output, json =>
            {
                if (kind == BlockKind.Thinking)
                {
                    json.WriteNumber("summary_index"u8, 0);
                }

                json.WriteString("delta"u8, piece);
            });
        }
    }

    private void SummaryPart(Utf8JsonWriter json)
    {
        json.WriteNumber("summary_index"u8, 0);
        json.WriteStartObject("part"u8);
        json.WriteString("type"u8, "summary_text"u8);
        json.WriteString("text"u8, text.ToString());
        json.WriteEndObject();
    }

    private void Event(string type, IBufferWriter<byte> output, Action<Utf8JsonWriter> members) => events.Write(type, output, json =>
    {
        json.WriteString("item_id"u8, id);
        json.WriteNumber("output_index"u8, index);
        members(json);
    });
}
