using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// Turns events into steps. Items and their parts are announced here, so blocks begin and end where the provider says; servers that
/// leave announcements out get theirs with the first piece. Events of the provider's own tools pass as they are.
/// </summary>
internal sealed class ResponseStreamReader : IStreamReader
{
    private readonly ResponseBlocks blocks = new();
    private readonly Func<JsonValue, Done> readEvent;
    private List<AnswerEvent> into = [];
    private bool began;
    private bool isOver;

    public ResponseStreamReader() => readEvent = ReadEvent;

    public Result<Done> Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<AnswerEvent> into)
    {
        this.into = into;
        return data.IsEmpty || isOver || data.StartsWith("[DONE]"u8) ? Done.Value : JsonBody.ReadAnswer(data, readEvent);
    }

    /// <summary>The end here is an event with the usage in it, and no formality: a stream without it broke off.</summary>
    public void End(List<AnswerEvent> into)
    {
    }

    private Done ReadEvent(JsonValue step)
    {
        var type = step.Find("type")?.Text() ?? "";
        switch (type)
        {
            case "response.created" or "response.in_progress" or "response.queued": Begin(step.Find("response")); break;
            case "response.completed" or "response.incomplete": Finish(step); break;
            case "response.failed" when step.Find("response") is { } response: Fail(OpenAiErrors.ReadBody(response)); break;
            case "error" or "response.failed": Fail(OpenAiErrors.ReadBody(step)); break;
            case "response.output_item.added": blocks.Added(step, into); break;
            case "response.output_item.done": blocks.Done(step, into); break;
            case "response.content_part.added": blocks.PartAdded(step, into); break;
            case "response.content_part.done": blocks.Close(into); break;
            case "response.output_text.delta": blocks.Piece(BlockKind.Text, step, "delta", into); break;
            case "response.refusal.delta": blocks.Piece(BlockKind.Refusal, step, "delta", into); break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta": blocks.Piece(BlockKind.ToolCall, step, "delta", into); break;
            case "response.function_call_arguments.done": blocks.Whole(step, "arguments", into); break;
            case "response.custom_tool_call_input.done": blocks.Whole(step, "input", into); break;
            case "response.reasoning_summary_part.added": blocks.SummaryPart(step, into); break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta": blocks.Piece(BlockKind.Thinking, step, "delta", into); break;
            case "response.output_text.annotation.added": blocks.Annotation(step, into); break;
            case "response.output_text.done" or "response.refusal.done" or "response.reasoning_summary_text.done" or "response.reasoning_summary_part.done" or "response.reasoning_text.done": break;
            default: into.Add(new AnswerEvent(AnswerEventKind.Raw) { Origin = DialectNames.Responses, Name = type, Json = step.Raw() }); break;
        }

        return Done.Value;
    }

    private void Begin(JsonValue? response)
    {
        if (!began)
        {
            began = true;
            into.Add(new AnswerEvent(AnswerEventKind.Started) { Id = response?.Find("id")?.Text(), Name = response?.Find("model")?.Text() });
        }
        else
        {
            into.Add(new AnswerEvent(AnswerEventKind.Ping));
        }
    }

    private void Finish(JsonValue step)
    {
        if (step.Find("response") is not { Kind: JsonValueKind.Object } response)
        {
            step.Missing("response");
            return;
        }

        if (!began)
        {
            Begin(response);
        }

        isOver = true;
        blocks.Close(into);
        if (response.Find("usage") is { Kind: JsonValueKind.Object } usage && UsageJson.Read(usage) is { } tokens)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = tokens, ServiceTier = response.Find("service_tier")?.Text() });
        }

        var (reason, word) = ResponseAnswerReader.End(response, []);
        reason = reason == StopReason.EndOfTurn && blocks.HasCalls ? StopReason.ToolCalls : reason == StopReason.EndOfTurn && blocks.HasRefusal ? StopReason.Refusal : reason;
        into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = reason, StopWord = word });
        into.Add(new AnswerEvent(AnswerEventKind.Ended));
    }

    private void Fail(UpstreamError error)
    {
        isOver = true;
        into.Add(new AnswerEvent(AnswerEventKind.Failed) { Problem = OpenAiErrors.ToProblem(error) });
    }
}
