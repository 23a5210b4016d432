using System.Buffers;
using System.Text;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>The block of a caller's stream that is open: its number, its kind, and what it still waits for.</summary>
internal sealed class BlockStream
{
    private int index = -1;
    private bool isOpen;
    private AnswerEvent? start;
    private StringBuilder? media;

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
                json.WriteRaw("delta", RawJson.OneLine(step.Json));
            }, output);
        }
    }

    /// <summary>Closes the block, if one is open.</summary>
    public void Close(StreamWriter writer, IBufferWriter<byte> output)
    {
        if (media is not null && start is { } picture)
        {
            Picture(picture, writer, output);
        }

        if (isOpen)
        {
            isOpen = false;
            writer.Event("content_block_stop", json => json.WriteNumber("index", index), output);
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
        writer.Event("content_block_start", json =>
        {
            json.WriteNumber("index", index);
            json.WritePropertyName("content_block");
            if (step is { Origin: AnthropicWords.Dialect, Json.IsEmpty: false })
            {
                RawJson.Write(json, RawJson.OneLine(step.Json));
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
    }

    private void Piece(AnswerEvent step, StreamWriter writer, IBufferWriter<byte> output)
    {
        if (step.Kind == AnswerEventKind.Citation && step.Origin != AnthropicWords.Dialect)
        {
            return; // told in another form there
        }

        var (type, member, text) = (step.Kind, start!.BlockKind) switch
        {
            (AnswerEventKind.Signature, BlockKind.Thinking) => ("signature_delta", "signature", Seal(step)),
            (AnswerEventKind.Delta, BlockKind.Thinking) => ("thinking_delta", "thinking", step.Text),
            (AnswerEventKind.Delta, BlockKind.ToolCall) => ("input_json_delta", "partial_json", step.Text),
            (AnswerEventKind.Delta, _) => ("text_delta", "text", step.Text),
            (AnswerEventKind.Citation, _) => ("citations_delta", "citation", ""),
            _ => ("", "", ""),
        };
        if (type.Length == 0 || (step.Kind == AnswerEventKind.Delta && text.Length == 0))
        {
            return;
        }

        writer.Event("content_block_delta", json =>
        {
            json.WriteNumber("index", index);
            json.WriteStartObject("delta");
            json.WriteString("type", type);
            if (step.Kind == AnswerEventKind.Citation)
            {
                json.WriteRaw(member, RawJson.OneLine(step.Json));
            }
            else
            {
                json.WriteString(member, text);
            }

            json.WriteEndObject();
        }, output);
    }

    /// <summary>The provider's own signature as it is; another's in our wrapping, so that the caller brings it back.</summary>
    private string Seal(AnswerEvent step)
    {
        var origin = step.Origin ?? start?.Origin ?? "";
        if (AnthropicWords.Reads(origin))
        {
            return step.Text;
        }

        var isSealed = origin.StartsWith("openai", StringComparison.Ordinal);
        return ForeignSeal.Of(new ThinkingBlock("") { Origin = origin, Id = start?.Id, Signature = isSealed ? null : step.Text, Sealed = isSealed ? step.Text : null });
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
