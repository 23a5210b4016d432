using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// Reads a provider's stream: <c>message_start (content_block_start content_block_delta* content_block_stop)* message_delta message_stop</c>,
/// with <c>ping</c> and <c>error</c> anywhere. Only <c>message_stop</c> is an end. What it does not know becomes a raw step.
/// </summary>
internal sealed class StreamReader : IStreamReader
{
    private readonly OwnBlock own = new();
    private UsageCounts counts;
    private bool isStarted;
    private bool isChoiceEnded;
    private bool isEnded;
    private bool isBlockOpen;
    private int openBlock = -1;
    private BlockKind openKind;

    /// <inheritdoc/>
    public Result<Done> Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<AnswerEvent> into)
    {
        if (data.IsEmpty || isEnded)
        {
            return Done.Value;
        }

        var eventName = Encoding.UTF8.GetString(name);
        return JsonBody.ReadAnswer(data, value =>
        {
            var root = new ObjectReader(value);
            var type = root.Text("type") ?? eventName;
            Event(root, type.Length == 0 && root.Take("error") is not null ? "error" : type, into);
            return Done.Value;
        });
    }

    /// <inheritdoc/>
    public void End(List<AnswerEvent> into)
    {
        // The dialect's end is never left out: a stream without message_stop broke off.
    }

    private void Event(ObjectReader root, string type, List<AnswerEvent> into)
    {
        switch (type)
        {
            case "message_start":
                Start(root, into);
                break;
            case "content_block_start":
                OpenBlock(root, into);
                break;
            case "content_block_delta":
                Delta(root, into);
                break;
            case "content_block_stop":
                CloseBlock(into);
                break;
            case "message_delta":
                MessageDelta(root, into);
                break;
            case "message_stop":
                Stop(root, into);
                break;
            case "ping":
                into.Add(new AnswerEvent(AnswerEventKind.Ping));
                break;
            case "error":
                var error = root.Object("error");
                into.Add(new AnswerEvent(AnswerEventKind.Failed) { Problem = AnthropicErrors.Failure(error?.Text("type") ?? "", error?.Text("message") ?? "") });
                isEnded = true;
                break;
            default:
                into.Add(new AnswerEvent(AnswerEventKind.Raw) { Name = type, Origin = AnthropicWords.Dialect, Json = RawJson.Copy(root.Element) });
                break;
        }
    }

    private void Start(ObjectReader root, List<AnswerEvent> into)
    {
        if (isStarted)
        {
            root.Refuse(new Problem(ProblemCode.UpstreamFailed, "The provider's stream began twice."));
            return;
        }

        isStarted = true;
        var message = root.Object("message");
        AnswerReader.Merge(ref counts, message?.Take("usage")?.Element);
        into.Add(new AnswerEvent(AnswerEventKind.Started)
        {
            Id = message?.Text("id"),
            Name = message?.Text("model"),
            Usage = counts.ToUsage(),
            ServiceTier = counts.ServiceTier,
            Origin = AnthropicWords.Dialect,
            Json = message is null ? default : RawJson.Copy(message.Element),
        });
    }

    private void OpenBlock(ObjectReader root, List<AnswerEvent> into)
    {
        CloseBlock(into);
        if (root.Object("content_block") is not { } block)
        {
            root.Refuse(new Problem(ProblemCode.UpstreamFailed, "The provider's stream opened a block without saying what it is."));
            return;
        }

        if (!isStarted)
        {
            isStarted = true; // servers that speak this dialect beside their own lose the start now and then; the answer is whole without it
            into.Add(new AnswerEvent(AnswerEventKind.Started));
        }

        openBlock++;
        isBlockOpen = true;
        var step = new AnswerEvent(AnswerEventKind.BlockStarted) { Block = openBlock, Origin = AnthropicWords.Dialect };
        var type = block.NeedText("type");
        (openKind, var first) = type switch
        {
            "text" => (BlockKind.Text, block.Text("text") ?? ""),
            "thinking" => (BlockKind.Thinking, block.Text("thinking") ?? ""),
            "tool_use" => (BlockKind.ToolCall, Input(block)),
            _ => (BlockKind.Opaque, ""),
        };
        step = step with { BlockKind = openKind, Json = first.Length == 0 ? RawJson.Copy(block.Element) : default };
        if (openKind == BlockKind.Opaque)
        {
            own.Open(step with { Name = type });
            return;
        }

        if (openKind == BlockKind.ToolCall)
        {
            step = step with { Id = block.NeedText("id"), Name = block.NeedText("name") };
        }

        into.Add(step);
        if (first.Length > 0)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Delta) { Block = openBlock, Text = first });
        }

        if (openKind == BlockKind.Thinking && block.Text("signature") is { Length: > 0 } signature)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Signature) { Block = openBlock, Text = signature, Origin = AnthropicWords.Dialect });
        }
    }

    private static string Input(ObjectReader block) =>
        block.Take("input") is { Kind: JsonValueKind.Object } input && input.Element.EnumerateObject().Any() ? RawJson.Text(input.Element) : "";

    private void Delta(ObjectReader root, List<AnswerEvent> into)
    {
        if (root.Object("delta") is not { } delta || !isBlockOpen)
        {
            root.Refuse(new Problem(ProblemCode.UpstreamFailed, "The provider's stream went on with a block that is not open."));
            return;
        }

        var type = delta.Text("type") ?? "";
        if (openKind == BlockKind.Opaque && type == "input_json_delta")
        {
            own.Append(delta.NeedText("partial_json"));
            return;
        }

        own.Flush(into);
        var step = (type, openKind) switch
        {
            ("text_delta", BlockKind.Text) => Piece(delta.NeedText("text")),
            ("thinking_delta", BlockKind.Thinking) => Piece(delta.NeedText("thinking")),
            ("input_json_delta", BlockKind.ToolCall) => Piece(delta.NeedText("partial_json")),
            ("signature_delta", BlockKind.Thinking) => new AnswerEvent(AnswerEventKind.Signature) { Text = delta.NeedText("signature"), Origin = AnthropicWords.Dialect },
            ("citations_delta", BlockKind.Text) => new AnswerEvent(AnswerEventKind.Citation) { Json = delta.Raw("citation"), Origin = AnthropicWords.Dialect },
            _ => new AnswerEvent(AnswerEventKind.Raw) { Name = "content_block_delta", Origin = AnthropicWords.Dialect, Json = RawJson.Copy(delta.Element) },
        };
        into.Add(step with { Block = openBlock, BlockKind = openKind });
    }

    private static AnswerEvent Piece(string text) => new(AnswerEventKind.Delta) { Text = text };

    private void CloseBlock(List<AnswerEvent> into)
    {
        if (isBlockOpen)
        {
            isBlockOpen = false;
            own.Flush(into);
            into.Add(new AnswerEvent(AnswerEventKind.BlockEnded) { Block = openBlock, BlockKind = openKind });
        }
    }

    private void MessageDelta(ObjectReader root, List<AnswerEvent> into)
    {
        CloseBlock(into);
        var delta = root.Object("delta");
        if (delta?.Text("stop_reason") is { } word && !isChoiceEnded)
        {
            isChoiceEnded = true;
            into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded)
            {
                StopReason = AnthropicWords.Reason(word),
                StopWord = word,
                StopSequence = delta.Text("stop_sequence"),
                Origin = AnthropicWords.Dialect,
                Json = RawJson.Copy(root.Element),
            });
        }

        var told = root.Take("usage");
        AnswerReader.Merge(ref counts, told?.Element);
        if (told is not null && counts.ToUsage() is { } usage)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = usage, ServiceTier = counts.ServiceTier });
        }
    }

    private void Stop(ObjectReader root, List<AnswerEvent> into)
    {
        if (!isStarted)
        {
            root.Refuse(new Problem(ProblemCode.UpstreamFailed, "The provider's stream ended before its start."));
            return;
        }

        CloseBlock(into);
        if (!isChoiceEnded)
        {
            into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.EndOfTurn });
        }

        isEnded = true;
        into.Add(new AnswerEvent(AnswerEventKind.Ended));
    }
}
