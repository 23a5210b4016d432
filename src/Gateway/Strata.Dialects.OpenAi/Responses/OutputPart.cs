using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>One part of a message item on its way out: text or a refusal.</summary>
internal sealed class OutputPart(EventsOut events, int item, int index, string itemId, BlockKind kind)
{
    private readonly StringBuilder text = new();
    private readonly List<byte[]> annotations = [];
    private readonly List<byte[]> probabilities = [];
    private bool hasEnded;

    private bool IsText => kind == BlockKind.Text;

    public void Begin(IBufferWriter<byte> output) => Event("response.content_part.added", output, Part);

    public void Piece(AnswerEvent step, IBufferWriter<byte> output)
    {
        switch (step.Kind)
        {
            case AnswerEventKind.Delta:
                text.Append(step.Text);
                Event(IsText ? "response.output_text.delta" : "response.refusal.delta", output, json =>
                {
                    json.WriteString("delta"u8, step.Text);
                    if (IsText)
                    {
                        json.WriteStartArray("logprobs"u8);
                        json.WriteEndArray();
                    }
                });
                break;
            case AnswerEventKind.Citation:
                annotations.Add(OneLine.Of(step.Json).ToArray());
                Event("response.output_text.annotation.added", output, json =>
                {
                    json.WriteNumber("annotation_index"u8, annotations.Count - 1);
                    json.WriteRaw("annotation", annotations[^1]);
                });
                break;
            case AnswerEventKind.LogProbs when Probabilities.Tokens(step.Json) is { Length: > 2 } tokens:
                probabilities.Add(OneLine.Of(tokens)[1..^1].ToArray());
                break;
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        if (hasEnded)
        {
            return;
        }

        hasEnded = true;
        Event(IsText ? "response.output_text.done" : "response.refusal.done", output, json =>
        {
            json.WriteString(IsText ? "text"u8 : "refusal"u8, text.ToString());
            if (IsText)
            {
                json.WriteRaw("logprobs", List(probabilities));
            }
        });
        Event("response.content_part.done", output, Part);
    }

    public void WriteWhole(Utf8JsonWriter json)
    {
        Block block = IsText ? new TextBlock(text.ToString()) { Citations = List(annotations) } : new RefusalBlock(text.ToString());
        PartsOut.WriteOutput(json, block, List(probabilities));
    }

    private void Part(Utf8JsonWriter json)
    {
        json.WritePropertyName("part"u8);
        WriteWhole(json);
    }

    private void Event(string type, IBufferWriter<byte> output, Action<Utf8JsonWriter> members) => events.Write(type, output, json =>
    {
        json.WriteString("item_id"u8, itemId);
        json.WriteNumber("output_index"u8, item);
        json.WriteNumber("content_index"u8, index);
        members(json);
    });

    private static byte[] List(List<byte[]> items) => [(byte)'[', .. items.SelectMany((one, i) => i == 0 ? one : [(byte)',', .. one]), (byte)']'];
}
