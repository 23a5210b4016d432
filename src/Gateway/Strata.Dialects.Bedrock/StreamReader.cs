using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Bedrock;

/// <summary>
/// Reads the stream of <c>converse-stream</c>: <c>messageStart (contentBlockStart? contentBlockDelta* contentBlockStop)* messageStop metadata</c>.
/// Texts and reasoning begin without a start. <c>metadata</c> ends the answer; after <c>messageStop</c> it may be missing.
/// </summary>
internal sealed class StreamReader : IStreamReader
{
    private bool isStarted;
    private bool isStopped;
    private bool isEnded;
    private bool isBlockOpen;
    private int block = -1;
    private BlockKind kind;

    /// <inheritdoc/>
    public Result<Done> Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<AnswerEvent> into)
    {
        if (isEnded || (data.IsEmpty && name.IsEmpty))
        {
            return Done.Value;
        }

        var type = Encoding.UTF8.GetString(name);
        return JsonBody.ReadAnswer(data.IsEmpty ? "{}"u8 : data, value =>
        {
            Event(new ObjectReader(value), type, into);
            return Done.Value;
        });
    }

    /// <inheritdoc/>
    public void End(List<AnswerEvent> into)
    {
        if (isStopped && !isEnded)
        {
            isEnded = true;
            into.Add(new AnswerEvent(AnswerEventKind.Ended));
        }
    }

    private void Event(ObjectReader root, string type, List<AnswerEvent> into)
    {
        if (type is not "messageStart" && !isStarted && !BedrockErrors.IsFailure(type))
        {
            root.Refuse(Problem.Invalid("The stream does not begin with messageStart."));
            return;
        }

        switch (type)
        {
            case "messageStart" when isStarted:
                root.Refuse(Problem.Invalid("The stream began twice."));
                break;
            case "messageStart":
                isStarted = true;
                into.Add(new AnswerEvent(AnswerEventKind.Started));
                break;
            case "contentBlockStart":
                Start(root, into);
                break;
            case "contentBlockDelta":
                Delta(root, into);
                break;
            case "contentBlockStop":
                CloseBlock(into);
                break;
            case "messageStop":
                Stop(root, into);
                break;
            case "metadata":
                Metadata(root, into);
                break;
            case var failure when BedrockErrors.IsFailure(failure):
                into.Add(new AnswerEvent(AnswerEventKind.Failed) { Problem = BedrockErrors.Failure(failure, root.Text("message") ?? "") });
                isEnded = true;
                break;
            default:
                into.Add(new AnswerEvent(AnswerEventKind.Raw) { Name = type, Origin = BedrockWords.Dialect, Json = RawJson.Copy(root.Element) });
                break;
        }
    }

    private void Start(ObjectReader root, List<AnswerEvent> into)
    {
        CloseBlock(into);
        if (root.Object("start") is not { } start)
        {
            return; // the first piece says what it is
        }

        if (start.Object("toolUse") is { } call && call.Take("type") is null)
        {
            OpenBlock(BlockKind.ToolCall, into, new AnswerEvent(AnswerEventKind.BlockStarted) { Id = call.NeedText("toolUseId"), Name = call.NeedText("name") });
        }
        else
        {
            OpenBlock(BlockKind.Opaque, into, new AnswerEvent(AnswerEventKind.BlockStarted) { Name = start.FirstName, Origin = BedrockWords.Dialect, Json = RawJson.Copy(start.Element) });
        }
    }

    private void Delta(ObjectReader root, List<AnswerEvent> into)
    {
        if (root.Object("delta") is not { } delta)
        {
            root.Refuse(JsonProblems.Missing("delta"));
            return;
        }

        if (delta.Text("text") is { } text)
        {
            Piece(BlockKind.Text, new AnswerEvent(AnswerEventKind.Delta) { Text = text }, into);
        }
        else if (kind == BlockKind.ToolCall && isBlockOpen && delta.Object("toolUse") is { } call)
        {
            Piece(BlockKind.ToolCall, new AnswerEvent(AnswerEventKind.Delta) { Text = call.Text("input") ?? "" }, into);
        }
        else if (delta.Object("reasoningContent") is { } reasoning)
        {
            Reasoning(reasoning, into);
        }
        else if (delta.Take("citation") is { } citation)
        {
            Piece(BlockKind.Text, new AnswerEvent(AnswerEventKind.Citation) { Json = citation.Raw(), Origin = BedrockWords.Dialect }, into);
        }
        else
        {
            into.Add(new AnswerEvent(AnswerEventKind.Raw) { Block = Math.Max(0, block), Name = "contentBlockDelta", Origin = BedrockWords.Dialect, Json = RawJson.Copy(delta.Element) });
        }
    }

    private void Reasoning(ObjectReader reasoning, List<AnswerEvent> into)
    {
        if (reasoning.Text("text") is { } text)
        {
            Piece(BlockKind.Thinking, new AnswerEvent(AnswerEventKind.Delta) { Text = text }, into);
        }
        else if (reasoning.Text("signature") is { } signature)
        {
            Piece(BlockKind.Thinking, new AnswerEvent(AnswerEventKind.Signature) { Text = signature, Origin = BedrockWords.Dialect }, into);
        }
        else if (reasoning.Text("redactedContent") is { } data)
        {
            // The form Anthropic's callers know; the seal is the same model's.
            CloseBlock(into);
            var raw = Encoding.UTF8.GetBytes($$"""{"type":"redacted_thinking","data":"{{JsonEncodedText.Encode(data)}}"}""");
            OpenBlock(BlockKind.Opaque, into, new AnswerEvent(AnswerEventKind.BlockStarted) { Name = "redacted_thinking", Origin = "anthropic", Json = raw });
            CloseBlock(into);
        }
    }

    private void Piece(BlockKind wanted, AnswerEvent step, List<AnswerEvent> into)
    {
        if (!isBlockOpen || kind != wanted)
        {
            CloseBlock(into);
            OpenBlock(wanted, into, new AnswerEvent(AnswerEventKind.BlockStarted) { Origin = wanted == BlockKind.Thinking ? BedrockWords.Dialect : null });
        }

        into.Add(step with { Block = block, BlockKind = kind });
    }

    private void OpenBlock(BlockKind opened, List<AnswerEvent> into, AnswerEvent step)
    {
        block++;
        kind = opened;
        isBlockOpen = true;
        into.Add(step with { Block = block, BlockKind = kind });
    }

    private void CloseBlock(List<AnswerEvent> into)
    {
        if (isBlockOpen)
        {
            isBlockOpen = false;
            into.Add(new AnswerEvent(AnswerEventKind.BlockEnded) { Block = block, BlockKind = kind });
        }
    }

    private void Stop(ObjectReader root, List<AnswerEvent> into)
    {
        CloseBlock(into);
        if (isStopped)
        {
            return;
        }

        isStopped = true;
        var word = root.Text("stopReason") ?? "";
        into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = BedrockWords.Reason(word), StopWord = word, Origin = BedrockWords.Dialect, Json = RawJson.Copy(root.Element) });
    }

    private void Metadata(ObjectReader root, List<AnswerEvent> into)
    {
        if (UsageReader.Read(root.Object("usage")) is { } usage)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = usage, ServiceTier = root.Object("serviceTier")?.Text("type"), Origin = BedrockWords.Dialect, Json = RawJson.Copy(root.Element) });
        }

        End(into);
    }
}
