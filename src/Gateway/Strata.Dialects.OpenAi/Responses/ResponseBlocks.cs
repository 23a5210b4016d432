using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>The blocks of a stream of Responses: which is open, and of which item and part.</summary>
internal sealed class ResponseBlocks
{
    private int block = -1;
    private bool isOpen;
    private bool hasPieces;
    private BlockKind kind;
    private (long Item, long Part) place;

    public bool HasCalls { get; private set; }

    public bool HasRefusal { get; private set; }

    /// <summary>An item was announced: calls and reasoning are blocks of their own, messages have parts, the rest comes whole at its end.</summary>
    public void Added(JsonValue step, List<AnswerEvent> into)
    {
        if (step.Find("item") is not { Kind: JsonValueKind.Object } item)
        {
            step.Missing("item");
            return;
        }

        switch (item.Find("type")?.Text())
        {
            case "function_call" or "custom_tool_call": OpenCall(item, step, into); break;
            case "reasoning": Open(BlockKind.Thinking, Place(step), into, new AnswerEvent(AnswerEventKind.BlockStarted) { Id = item.Find("id")?.Text(), Origin = DialectNames.Responses }); break;
            case "message": break;
            default: into.Add(new AnswerEvent(AnswerEventKind.Ping)); break;
        }
    }

    public void Done(JsonValue step, List<AnswerEvent> into)
    {
        if (step.Find("item") is not { Kind: JsonValueKind.Object } item)
        {
            step.Missing("item");
            return;
        }

        switch (item.Find("type")?.Text())
        {
            case "function_call" or "custom_tool_call": CallDone(item, step, into); break;
            case "reasoning": ReasoningDone(item, step, into); break;
            case "message": Close(into); break;
            case var type:
                Open(BlockKind.Opaque, Place(step), into, new AnswerEvent(AnswerEventKind.BlockStarted) { Origin = DialectNames.Responses, Name = type, Json = item.Raw() });
                Close(into);
                break;
        }
    }

    public void PartAdded(JsonValue step, List<AnswerEvent> into)
    {
        switch (step.Find("part")?.Find("type")?.Text())
        {
            case "output_text": Open(BlockKind.Text, Place(step), into); break;
            case "refusal": Open(BlockKind.Refusal, Place(step), into); break;
        }
    }

    public void Piece(BlockKind of, JsonValue step, string member, List<AnswerEvent> into)
    {
        var text = step.Find(member)?.Text() ?? "";
        var at = Place(step);
        if (of is BlockKind.ToolCall or BlockKind.Thinking)
        {
            at = (at.Item, -1);
        }

        if (of == BlockKind.ToolCall && !IsOpen(of, at))
        {
            step.Refuse(Problem.Invalid("A piece of a tool call came after the call had ended, or before it began."));
            return;
        }

        Open(of, at, into);
        if (text.Length > 0)
        {
            hasPieces = true;
            into.Add(Step(AnswerEventKind.Delta) with { Text = text });
        }

        if (step.Find("logprobs") is { Kind: JsonValueKind.Array } tokens && tokens.Element.GetArrayLength() > 0)
        {
            into.Add(Step(AnswerEventKind.LogProbs) with { Json = (byte[])[.. "{\"content\":"u8, .. tokens.Raw(), .. ",\"refusal\":null}"u8] });
        }
    }

    /// <summary>Arguments that did not come in pieces.</summary>
    public void Whole(JsonValue step, string member, List<AnswerEvent> into)
    {
        if (isOpen && kind == BlockKind.ToolCall && !hasPieces)
        {
            Piece(BlockKind.ToolCall, step, member, into);
        }
    }

    public void SummaryPart(JsonValue step, List<AnswerEvent> into)
    {
        Open(BlockKind.Thinking, (Place(step).Item, -1), into);
        if (hasPieces)
        {
            into.Add(Step(AnswerEventKind.Delta) with { Text = "\n\n" });
        }
    }

    public void Annotation(JsonValue step, List<AnswerEvent> into)
    {
        if (step.Find("annotation") is { Kind: JsonValueKind.Object } annotation)
        {
            Open(BlockKind.Text, Place(step), into);
            into.Add(Step(AnswerEventKind.Citation) with { Json = annotation.Raw() });
        }
    }

    public void Close(List<AnswerEvent> into)
    {
        if (isOpen)
        {
            isOpen = false;
            into.Add(Step(AnswerEventKind.BlockEnded));
        }
    }

    private void OpenCall(JsonValue item, JsonValue step, List<AnswerEvent> into)
    {
        HasCalls = true;
        var opening = new AnswerEvent(AnswerEventKind.BlockStarted)
        {
            Id = item.Find("call_id")?.Text() ?? item.Find("id")?.Text() ?? "",
            Name = item.Find("name")?.Text() ?? "",
            IsCustom = item.Find("type")?.Text() == "custom_tool_call",
        };
        Open(BlockKind.ToolCall, (Place(step).Item, -1), into, opening);
    }

    private void CallDone(JsonValue item, JsonValue step, List<AnswerEvent> into)
    {
        var at = (Place(step).Item, -1L);
        if (!IsOpen(BlockKind.ToolCall, at))
        {
            OpenCall(item, step, into);
        }

        if (!hasPieces && (item.Find("arguments") ?? item.Find("input"))?.Text() is { Length: > 0 } arguments)
        {
            into.Add(Step(AnswerEventKind.Delta) with { Text = arguments });
        }

        Close(into);
    }

    private void ReasoningDone(JsonValue item, JsonValue step, List<AnswerEvent> into)
    {
        Open(BlockKind.Thinking, (Place(step).Item, -1), into, new AnswerEvent(AnswerEventKind.BlockStarted) { Id = item.Find("id")?.Text(), Origin = DialectNames.Responses });
        if (item.Find("encrypted_content")?.Text() is { Length: > 0 } seal)
        {
            into.Add(Step(AnswerEventKind.Signature) with { Text = seal, Origin = DialectNames.Responses, Id = item.Find("id")?.Text() });
        }

        Close(into);
    }

    private void Open(BlockKind of, (long Item, long Part) at, List<AnswerEvent> into, AnswerEvent? opening = null)
    {
        at = of is BlockKind.ToolCall or BlockKind.Thinking ? (at.Item, -1) : at;
        if (IsOpen(of, at))
        {
            return;
        }

        Close(into);
        HasRefusal |= of == BlockKind.Refusal;
        isOpen = true;
        hasPieces = false;
        kind = of;
        place = at;
        block++;
        into.Add((opening ?? new AnswerEvent(AnswerEventKind.BlockStarted)) with { Block = block, BlockKind = of });
    }

    private bool IsOpen(BlockKind of, (long Item, long Part) at) => isOpen && kind == of && place == at;

    private AnswerEvent Step(AnswerEventKind step) => new(step) { Block = Math.Max(block, 0) };

    private static (long Item, long Part) Place(JsonValue step) =>
        (step.Find("output_index")?.Integer(0, int.MaxValue) ?? 0, step.Find("content_index")?.Integer(0, int.MaxValue) ?? 0);
}
