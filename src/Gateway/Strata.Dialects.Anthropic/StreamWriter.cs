using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Translation;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// Writes a caller's stream. Blocks are numbered anew in the order they come, so that what this dialect has no form for leaves no
/// gap. <c>message_delta</c> waits for the answer's end, since the usage it tells comes last in other dialects.
/// </summary>
internal sealed class StreamWriter : IStreamWriter
{
    private readonly AnswerHead head;
    private readonly ArrayBufferWriter<byte> data;
    private readonly Utf8JsonWriter frame; // over memory: there is nothing to dispose
    private readonly BlockStream block = new();
    private readonly MetStop? met;
    private bool isStarted;
    private TokenUsage? usage;
    private AnswerEvent? ending;

    public StreamWriter(AnswerHead head)
    {
        this.head = head;
        met = head.Request is { Stop.Count: > 0 } asked ? new MetStop(asked.Stop) : null;
        data = new ArrayBufferWriter<byte>(512);
        frame = JsonOut.Over(data);
    }

    /// <inheritdoc/>
    public string ContentType => "text/event-stream; charset=utf-8";

    /// <inheritdoc/>
    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (step.Choice != 0)
        {
            return; // the dialect has one answer to a request
        }

        usage = step.Usage ?? usage;
        switch (step.Kind)
        {
            case AnswerEventKind.Started:
                Start(step, output);
                break;
            case AnswerEventKind.BlockStarted or AnswerEventKind.Delta or AnswerEventKind.Signature or AnswerEventKind.Citation or AnswerEventKind.BlockEnded:
                Start(null, output);
                met?.Take(step is { Kind: AnswerEventKind.Delta, BlockKind: BlockKind.Text } ? step.Text : "");
                block.Write(step, this, output);
                break;
            case AnswerEventKind.Raw when step.Origin == AnthropicWords.Dialect:
                Raw(step, output);
                break;
            case AnswerEventKind.ChoiceEnded:
                ending = step;
                break;
            case AnswerEventKind.Failed:
                Fail(step.Problem!, "", output);
                break;
            case AnswerEventKind.Ping:
                KeepAlive(output);
                break;
            case AnswerEventKind.Ended:
                Start(null, output);
                block.Close(this, output);
                MessageDelta(output);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(IBufferWriter<byte> output) => output.Write("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8);

    /// <inheritdoc/>
    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        output.Write("event: error\ndata: "u8);
        AnthropicErrors.Write(problem, requestId, output);
        output.Write("\n\n"u8);
    }

    /// <inheritdoc/>
    public void KeepAlive(IBufferWriter<byte> output) => output.Write("event: ping\ndata: {\"type\":\"ping\"}\n\n"u8);

    /// <summary>Writes one event.</summary>
    /// <param name="name">Its name, which is its type too.</param>
    /// <param name="members">Writes its other members.</param>
    /// <param name="output">Where to.</param>
    internal void Event(string name, Action<Utf8JsonWriter> members, IBufferWriter<byte> output)
    {
        data.ResetWrittenCount();
        frame.Reset();
        frame.WriteStartObject();
        frame.WriteString("type", name);
        members(frame);
        frame.WriteEndObject();
        frame.Flush();

        Frame(name, data.WrittenSpan, output);
    }

    private static void Frame(string name, ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        output.Write("event: "u8);
        Encoding.UTF8.GetBytes(name, output);
        output.Write("\ndata: "u8);
        output.Write(data);
        output.Write("\n\n"u8);
    }

    private void Start(AnswerEvent? step, IBufferWriter<byte> output)
    {
        if (isStarted)
        {
            return;
        }

        isStarted = true;
        var first = usage ?? new TokenUsage { Input = head.PromptTokens ?? 0 };
        var own = step is { Origin: AnthropicWords.Dialect, Json.IsEmpty: false } ? step.Json : default;
        Event("message_start", json =>
        {
            json.WriteStartObject("message");
            json.WriteString("id", "msg_" + head.Id);
            json.WriteString("type", "message");
            json.WriteString("role", "assistant");
            json.WriteString("model", head.Model);
            json.WriteStartArray("content");
            json.WriteEndArray();
            json.WriteNull("stop_reason");
            json.WriteNull("stop_sequence");
            var (extra, tier) = OwnMembers.OfMessage(own);
            UsageWriter.Write(json, first, extra, tier, null);
            BlockParts.Extra(json, extra);
            json.WriteEndObject();
        }, output);
    }

    /// <summary>A piece of a block that only this dialect knows goes into the block that is open; a whole event goes out as it came.</summary>
    private void Raw(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (step.Name == "content_block_delta")
        {
            block.Raw(step, this, output);
        }
        else
        {
            Frame(step.Name ?? "", OneLine.Of(step.Json).Span, output);
        }
    }

    private void MessageDelta(IBufferWriter<byte> output)
    {
        var end = ending ?? new AnswerEvent(AnswerEventKind.ChoiceEnded);
        var isOurs = end.Origin == AnthropicWords.Dialect;
        var (delta, extra) = OwnMembers.OfDelta(isOurs ? end.Json : default);
        var total = usage ?? new TokenUsage { Input = head.PromptTokens ?? 0 };
        var (reason, stop) = isOurs || met is null ? (end.StopReason, end.StopSequence) : met.End(end.StopReason, end.StopSequence);
        Event("message_delta", json =>
        {
            json.WriteStartObject("delta");
            json.WriteString("stop_reason", AnthropicWords.Word(reason, end.StopWord, isOurs));
            json.WriteString("stop_sequence", stop);
            json.WriteCarries(delta);
            json.WriteEndObject();
            UsageWriter.Write(json, total, extra, null, head.Cost?.Invoke());
            BlockParts.Extra(json, extra);
        }, output);
    }
}
