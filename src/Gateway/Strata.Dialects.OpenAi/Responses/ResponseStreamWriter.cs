using System.Buffers;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// Writes steps as events of Responses. Blocks are items and parts here: texts and refusals that stand together are one message,
/// everything else an item of its own. The whole answer is kept as it goes, because the last event repeats it.
/// </summary>
internal sealed class ResponseStreamWriter(AnswerHead head) : IStreamWriter
{
    private readonly ResponseObject response = new(head);
    private readonly EventsOut events = new();
    private readonly List<OutputItem> items = [];
    private readonly Func<string, string> newId = ResponseAnswerWriter.NewIds(head.Id);
    private OutputItem? open;
    private TokenUsage? usage;
    private StopReason reason;
    private bool began;
    private bool hasRefusal;

    public string ContentType => "text/event-stream; charset=utf-8";

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        usage = step.Usage ?? usage;
        if (step.Choice != 0)
        {
            return; // this API knows one answer
        }

        switch (step.Kind)
        {
            case AnswerEventKind.Started: Begin(output); break;
            case AnswerEventKind.BlockStarted: Start(step, output); break;
            case AnswerEventKind.Delta or AnswerEventKind.Signature or AnswerEventKind.Citation or AnswerEventKind.LogProbs: open?.Piece(step, output); break;
            case AnswerEventKind.BlockEnded: open?.EndBlock(output); break;
            case AnswerEventKind.ChoiceEnded:
                reason = step.StopReason;
                CloseItem(output);
                break;
            case AnswerEventKind.Ping: KeepAlive(output); break;
            case AnswerEventKind.Raw when step.Origin == DialectNames.Responses: Raw(step, output); break;
            case AnswerEventKind.Failed: Fail(step.Problem!, "", output); break;
            case AnswerEventKind.Ended: CloseItem(output); break;
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        Begin(output);
        CloseItem(output);
        var (status, incomplete) = ResponseObject.StatusOf(reason, hasRefusal);
        Whole(status == "completed" ? "response.completed" : "response.incomplete", status, output, (incomplete, null));
    }

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        Whole("response.failed", "failed", output, (null, problem));
        var row = ProblemTable.Row(problem.Code);
        events.Write("error", output, json =>
        {
            json.WriteString("code"u8, problem.DialectCode ?? row.Code);
            json.WriteString("message"u8, problem.Message);
            json.WriteString("param"u8, problem.Field);

            // The libraries of this API raise on a member 'error', and on nothing else.
            json.WriteStartObject("error"u8);
            json.WriteString("message"u8, problem.Message);
            json.WriteString("type"u8, row.Type);
            json.WriteString("param"u8, problem.Field);
            json.WriteString("code"u8, problem.DialectCode ?? row.Code);
            json.WriteEndObject();
        });
    }

    public void KeepAlive(IBufferWriter<byte> output) => ChunkFrame.KeepAlive(output);

    private void Begin(IBufferWriter<byte> output)
    {
        if (!began)
        {
            began = true;
            Opening("response.created", output);
            Opening("response.in_progress", output);
        }
    }

    private void Opening(string type, IBufferWriter<byte> output) => events.Write(type, output, json =>
    {
        json.WritePropertyName("response"u8);
        response.Write(json, "in_progress", null, null);
    });

    private void Whole(string type, string status, IBufferWriter<byte> output, (string? Incomplete, Problem? Failure) end) => events.Write(type, output, json =>
    {
        json.WritePropertyName("response"u8);
        response.Write(json, status, to => items.ForEach(i => i.WriteWhole(to, end.Failure is null && end.Incomplete is null ? "completed" : "incomplete")), usage, end);
    });

    private void Start(AnswerEvent step, IBufferWriter<byte> output)
    {
        Begin(output);
        hasRefusal |= step.BlockKind == BlockKind.Refusal;
        if (open is { IsMessage: true } && step.BlockKind is BlockKind.Text or BlockKind.Refusal)
        {
            open.StartPart(step, output);
            return;
        }

        CloseItem(output);
        open = new OutputItem(events, items.Count, step, newId);
        items.Add(open);
        open.Begin(step, output);
    }

    private void CloseItem(IBufferWriter<byte> output)
    {
        var closing = open;
        open = null;
        closing?.End(output);
        if (closing?.CallSignature is { } signature)
        {
            // A signed call has no place for its signature here: it travels in an item of its own behind the call.
            Start(new AnswerEvent(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Thinking, Origin = "gemini", Name = closing.CallId }, output);
            open!.Piece(new AnswerEvent(AnswerEventKind.Signature) { Text = signature, Origin = "gemini" }, output);
            CloseItem(output);
        }
    }

    /// <summary>An event of the provider's own tools; its number is ours.</summary>
    private void Raw(AnswerEvent step, IBufferWriter<byte> output) => events.Write(step.Name ?? "", output, json => RawMembers.Write(json, OneLine.Of(step.Json).Span));
}
