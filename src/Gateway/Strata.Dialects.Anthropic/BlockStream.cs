using System.Buffers;
using System.Text;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>The block of a caller's stream that is open: its number, its kind, and what it still waits for.</summary>
internal sealed class BlockStream
{
    private int index = -1;
    private bool isOpen;
    private AnswerEvent? start;
    private StringBuilder? media;
    private StringBuilder? seal;

    /// <summary>Writes a step of a block.</summary>
    public void Write(AnswerEvent step, StreamWriter writer, IBufferWriter<byte> output)
    {
        if (step.Kind == AnswerEventKind.BlockStarted)
        {
            Close(writer, output);
            Open(step, writer, output);
        }
        else if (step.Kind == AnswerEventKind.BlockEnded)
        {
            Close(writer, output);
        }
        else if (isOpen)
        {
            Piece(step, writer, output);
        }
        else
        {
            media?.Append(step.Kind == AnswerEventKind.Delta ? step.Text : "");
        }
    }

    /// <summary>Writes a piece that only this dialect knows, as it came.</summary>
    public void Raw(AnswerEvent step, StreamWriter writer, IBufferWriter<byte> output)
    {
        if (isOpen)
        {
            writer.Event("content_block_delta", json =>
            {
                json.WriteNumber("index", index);
                json.WriteRaw("delta", OneLine.Of(step.Json));
            }, output);
        }
    }

    /// <summary>Closes the block, if one is open. Another provider's seal is told whole: clients keep the last signature they get.</summary>
    public void Close(StreamWriter writer, IBufferWriter<byte> output)
    {
        var bearer = seal is null ? null : Sealed(start!, seal.ToString());
        seal = null;
        if (isOpen && bearer is not null && start!.BlockKind == BlockKind.Thinking)
        {
            Delta("signature_delta", "signature", bearer, writer, output);
            bearer = null;
        }

        if (media is not null && start is { } picture)
        {
            Picture(picture, writer, output);
        }

        if (isOpen)
        {
            isOpen = false;
            writer.Event("content_block_stop", json => json.WriteNumber("index", index), output);
        }

        if (bearer is not null)
        {
            SealOfCall(bearer, writer, output);
        }
    }

    private void Open(AnswerEvent step, StreamWriter writer, IBufferWriter<byte> output)
    {
        start = step;
        if (step.BlockKind is BlockKind.Image or BlockKind.Audio)
        {
            media = new StringBuilder();
            return; // the dialect tells a picture whole
        }

        if (step.BlockKind == BlockKind.Opaque && step.Origin != AnthropicWords.Dialect)
        {
            return; // another dialect's own: no form here
        }

        isOpen = true;
        index++;
        var input = step.BlockKind == BlockKind.Opaque ? OwnBlock.TakeInput(ref step) : "";
        Start(step, writer, output);
        Delta("input_json_delta", "partial_json", input, writer, output);
    }

    private void Start(AnswerEvent step, StreamWriter writer, IBufferWriter<byte> output) =>
        writer.Event("content_block_start", json =>
        {
            json.WriteNumber("index", index);
            json.WritePropertyName("content_block");
            if (step is { Origin: AnthropicWords.Dialect, Json.IsEmpty: false })
            {
                RawJson.Write(json, OneLine.Of(step.Json));
                return;
            }

            switch (step.BlockKind)
            {
                case BlockKind.ToolCall:
                    BlockParts.ToolCall(json, new ToolCallBlock(step.Id ?? "", step.Name ?? "", ""), step.Id ?? "", isOurs: false);
                    break;
                case BlockKind.Thinking:
                    BlockParts.Thinking(json, new ThinkingBlock(""), isOurs: false);
                    break;
                default:
                    BlockParts.Text(json, new TextBlock(""), isOurs: false);
                    break;
            }
        }, output);

    private void Piece(AnswerEvent step, StreamWriter writer, IBufferWriter<byte> output)
    {
        if (step.Kind == AnswerEventKind.Citation && step.Origin != AnthropicWords.Dialect)
        {
            return; // told in another form there
        }

        var origin = step.Origin is { Length: > 0 } said ? said : start!.Origin ?? "";
        switch (step.Kind, start!.BlockKind)
        {
            case (AnswerEventKind.Signature, BlockKind.Thinking) when ClaudeSeals.Reads(origin):
                Delta("signature_delta", "signature", step.Text, writer, output);
                break;
            case (AnswerEventKind.Signature, BlockKind.Thinking or BlockKind.ToolCall):
                start = start with { Origin = origin };
                (seal ??= new StringBuilder()).Append(step.Text);
                break;
            case (AnswerEventKind.Delta, BlockKind.Thinking):
                Delta("thinking_delta", "thinking", step.Text, writer, output);
                break;
            case (AnswerEventKind.Delta, BlockKind.ToolCall):
                Delta("input_json_delta", "partial_json", step.Text, writer, output);
                break;
            case (AnswerEventKind.Delta, _):
                Delta("text_delta", "text", step.Text, writer, output);
                break;
            case (AnswerEventKind.Citation, _):
                writer.Event("content_block_delta", json =>
                {
                    json.WriteNumber("index", index);
                    json.WriteStartObject("delta");
                    json.WriteString("type", "citations_delta");
                    json.WriteRaw("citation", OneLine.Of(step.Json));
                    json.WriteEndObject();
                }, output);
                break;
        }
    }

    private void Delta(string type, string member, string text, StreamWriter writer, IBufferWriter<byte> output)
    {
        if (text.Length == 0)
        {
            return;
        }

        writer.Event("content_block_delta", json =>
        {
            json.WriteNumber("index", index);
            json.WriteStartObject("delta");
            json.WriteString("type", type);
            json.WriteString(member, text);
            json.WriteEndObject();
        }, output);
    }

    private static string Sealed(AnswerEvent start, string seal)
    {
        var origin = start.Origin is { Length: > 0 } said ? said : ForeignSeal.OriginOfCalls;
        var isClosed = origin.StartsWith("openai", StringComparison.Ordinal);
        return ForeignSeal.Of(new ThinkingBlock("") { Origin = origin, Id = start.Id, Signature = isClosed ? null : seal, Sealed = isClosed ? seal : null });
    }

    /// <summary>A call has no place for a seal: an empty thinking block behind it bears it.</summary>
    private void SealOfCall(string signature, StreamWriter writer, IBufferWriter<byte> output)
    {
        index++;
        writer.Event("content_block_start", json =>
        {
            json.WriteNumber("index", index);
            json.WritePropertyName("content_block");
            BlockParts.Thinking(json, new ThinkingBlock(""), isOurs: false);
        }, output);
        Delta("signature_delta", "signature", signature, writer, output);
        writer.Event("content_block_stop", json => json.WriteNumber("index", index), output);
    }

    private void Picture(AnswerEvent picture, StreamWriter writer, IBufferWriter<byte> output)
    {
        var data = media!.ToString();
        media = null;
        if (data.Length == 0)
        {
            return;
        }

        isOpen = true;
        index++;
        var isImage = picture.BlockKind == BlockKind.Image;
        writer.Event("content_block_start", json =>
        {
            json.WriteNumber("index", index);
            json.WriteStartObject("content_block");
            json.WriteString("type", isImage ? "image" : "audio");
            BlockParts.Source(json, new MediaSource { MediaType = picture.Name ?? (isImage ? "image/png" : "audio/wav"), Base64 = data });
            json.WriteEndObject();
        }, output);
    }
}
