using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes a caller's stream. <c>messageStop</c> comes with the answer's end, <c>metadata</c> with its usage is the dialect's own end.</summary>
internal sealed class StreamWriter : IStreamWriter
{
    private readonly AnswerHead head;
    private readonly ArrayBufferWriter<byte> data;
    private readonly Utf8JsonWriter frame; // over memory: there is nothing to dispose
    private bool isStarted;
    private bool isOpen;
    private int index = -1;
    private AnswerEvent start = new(AnswerEventKind.BlockStarted);
    private AnswerEvent? ending;
    private TokenUsage? usage;
    private string seal = "";

    public StreamWriter(AnswerHead head)
    {
        this.head = head;
        data = new ArrayBufferWriter<byte>(512);
        frame = JsonOut.Over(data);
    }

    /// <inheritdoc/>
    public string ContentType => "application/vnd.amazon.eventstream";

    /// <inheritdoc/>
    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (step.Choice != 0)
        {
            return; // the dialect has one answer to a request
        }

        usage = step.Usage ?? usage;
        if (!isStarted && step.Kind is not AnswerEventKind.Ping)
        {
            isStarted = true;
            Event("messageStart", json => json.WriteString("role", "assistant"), output);
        }

        switch (step.Kind)
        {
            case AnswerEventKind.BlockStarted:
                Close(output);
                Open(step, output);
                break;
            case AnswerEventKind.Delta or AnswerEventKind.Signature or AnswerEventKind.Citation when isOpen:
                Piece(step, output);
                break;
            case AnswerEventKind.BlockEnded:
                Close(output);
                break;
            case AnswerEventKind.Raw when step.Origin == BedrockWords.Dialect && isOpen && step.Name == "contentBlockDelta":
                Delta(json => json.WriteRaw("delta", step.Json), output);
                break;
            case AnswerEventKind.ChoiceEnded:
                ending = step;
                break;
            case AnswerEventKind.Failed:
                Fail(step.Problem!, "", output);
                break;
            case AnswerEventKind.Ended:
                Close(output);
                Stop(output);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(IBufferWriter<byte> output) => Event("metadata", json =>
    {
        UsageWriter.Write(json, usage ?? new TokenUsage { Input = head.PromptTokens ?? 0 });
        json.WriteStartObject("metrics");
        json.WriteNumber("latencyMs", 0);
        json.WriteEndObject();
    }, output);

    /// <inheritdoc/>
    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        data.ResetWrittenCount();
        BedrockErrors.Write(problem, data);
        AwsEventStreamWriter.Write(BedrockErrors.EventOf(problem), isException: true, data.WrittenSpan, output);
    }

    /// <inheritdoc/>
    public void KeepAlive(IBufferWriter<byte> output)
    {
        // The dialect has no sign of life.
    }

    private void Event(string name, Action<Utf8JsonWriter> members, IBufferWriter<byte> output)
    {
        data.ResetWrittenCount();
        frame.Reset();
        frame.WriteStartObject();
        members(frame);
        frame.WriteEndObject();
        frame.Flush();

        AwsEventStreamWriter.Write(name, isException: false, data.WrittenSpan, output);
    }

    private void Delta(Action<Utf8JsonWriter> member, IBufferWriter<byte> output) => Event("contentBlockDelta", json =>
    {
        member(json);
        json.WriteNumber("contentBlockIndex", index);
    }, output);

    private void Open(AnswerEvent step, IBufferWriter<byte> output)
    {
        start = step;
        seal = "";
        if (step.BlockKind == BlockKind.Opaque && step.Name == "redacted_thinking" && ClaudeSeals.Reads(step.Origin ?? ""))
        {
            Redacted(step, output);
            return;
        }

        if (step.BlockKind is BlockKind.Image or BlockKind.Audio || (step.BlockKind == BlockKind.Opaque && step.Origin != BedrockWords.Dialect))
        {
            return; // no form here
        }

        isOpen = true;
        index++;
        if (step.BlockKind is not (BlockKind.ToolCall or BlockKind.Opaque))
        {
            return; // texts and reasoning begin with their first piece
        }

        Event("contentBlockStart", json =>
        {
            if (step.BlockKind == BlockKind.Opaque)
            {
                json.WriteRaw("start", step.Json);
            }
            else
            {
                json.WriteStartObject("start");
                json.WriteStartObject("toolUse");
                json.WriteString("toolUseId", step.Id ?? "");
                json.WriteString("name", step.Name ?? "");
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteNumber("contentBlockIndex", index);
        }, output);
    }

    private void Redacted(AnswerEvent step, IBufferWriter<byte> output)
    {
        var data = JsonBody.ReadAnswer(step.Json.Span, root => root.Find("data")?.Text() ?? "");
        index++;
        isOpen = true;
        Reasoning("redactedContent", data.IsOk ? data.Value : "", output);
    }

    private void Piece(AnswerEvent step, IBufferWriter<byte> output)
    {
        var origin = step.Origin is { Length: > 0 } said ? said : start.Origin ?? "";
        switch (step.Kind, start.BlockKind)
        {
            case (AnswerEventKind.Signature, BlockKind.Thinking) when ClaudeSeals.Reads(origin):
                Reasoning("signature", step.Text, output);
                break;
            case (AnswerEventKind.Signature, BlockKind.Thinking):
                start = start with { Origin = origin };
                seal += step.Text;
                break;
            case (AnswerEventKind.Citation, _) when origin == BedrockWords.Dialect:
                Delta(json => Inside(json, () => json.WriteRaw("citation", step.Json)), output);
                break;
            case (AnswerEventKind.Delta, _) when step.Text.Length == 0:
                break;
            case (AnswerEventKind.Delta, BlockKind.Thinking):
                Reasoning("text", step.Text, output);
                break;
            case (AnswerEventKind.Delta, BlockKind.ToolCall):
                Delta(json => Inside(json, () =>
                {
                    json.WriteStartObject("toolUse");
                    json.WriteString("input", step.Text);
                    json.WriteEndObject();
                }), output);
                break;
            case (AnswerEventKind.Delta, _):
                Delta(json => Inside(json, () => json.WriteString("text", step.Text)), output);
                break;
        }
    }

    private void Reasoning(string member, string text, IBufferWriter<byte> output) => Delta(json => Inside(json, () =>
    {
        json.WriteStartObject("reasoningContent");
        json.WriteString(member, text);
        json.WriteEndObject();
    }), output);

    private static void Inside(Utf8JsonWriter json, Action write)
    {
        json.WriteStartObject("delta");
        write();
        json.WriteEndObject();
    }

    private void Close(IBufferWriter<byte> output)
    {
        if (!isOpen)
        {
            return;
        }

        if (seal.Length > 0)
        {
            var origin = start.Origin ?? "";
            var isClosed = origin.StartsWith("openai", StringComparison.Ordinal);
            Reasoning("signature", ForeignSeal.Of(new ThinkingBlock("") { Origin = origin, Id = start.Id, Signature = isClosed ? null : seal, Sealed = isClosed ? seal : null }), output);
            seal = "";
        }

        isOpen = false;
        Event("contentBlockStop", json => json.WriteNumber("contentBlockIndex", index), output);
    }

    private void Stop(IBufferWriter<byte> output) => Event("messageStop", json =>
    {
        var end = ending ?? new AnswerEvent(AnswerEventKind.ChoiceEnded);
        var isOurs = end.Origin == BedrockWords.Dialect;
        json.WriteString("stopReason", BedrockWords.Word(end.StopReason, end.StopWord, isOurs));
        var more = isOurs ? JsonBody.ReadAnswer(end.Json.Span, root => root.Find("additionalModelResponseFields")?.Raw()) : default(Result<byte[]?>);
        if (isOurs && more.IsOk)
        {
            json.WriteRaw("additionalModelResponseFields", more.Value);
        }
    }, output);
}
