using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>One choice of a stream: which block is open, and how many there were.</summary>
internal sealed class ChatChoiceReader(int index)
{
    private BlockKind openKind;
    private int openCall = -1;
    private int block = -1;
    private bool isOpen;
    private bool hasCalls;
    private bool hasRefusal;
    private string? stopSequence;

    public bool HasEnded { get; private set; }

    public void Read(JsonValue choice, List<AnswerEvent> into)
    {
        if (choice.Find("delta") is { Kind: JsonValueKind.Object } delta)
        {
            ReadDelta(delta, into);
        }

        if (choice.Find("logprobs") is { Kind: JsonValueKind.Object } probabilities)
        {
            into.Add(Step(AnswerEventKind.LogProbs) with { Json = probabilities.Raw() });
        }

        if (choice.Find("stop_reason") is { Kind: JsonValueKind.String } stop)
        {
            stopSequence = stop.Text();
        }

        if (choice.Find("finish_reason") is { Kind: JsonValueKind.String } finish && !HasEnded)
        {
            End(finish.Text() ?? "", into);
        }
    }

    /// <summary>Ends what is open.</summary>
    public void Close(List<AnswerEvent> into)
    {
        if (isOpen)
        {
            isOpen = false;
            into.Add(Step(AnswerEventKind.BlockEnded));
        }
    }

    private void End(string word, List<AnswerEvent> into)
    {
        Close(into);
        HasEnded = true;
        var reason = Finish.Read(word, hasCalls, hasRefusal);
        into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded)
        {
            Choice = index,
            StopReason = stopSequence is not null && reason == StopReason.EndOfTurn ? StopReason.StopSequence : reason,
            StopWord = word,
            StopSequence = stopSequence,
        });
    }

    private void ReadDelta(JsonValue delta, List<AnswerEvent> into)
    {
        var hasReasoning = false;
        foreach (var member in delta.Members())
        {
            switch (member.Name)
            {
                case "content" when member.Kind == JsonValueKind.String: Text(BlockKind.Text, member, into); break;
                case "reasoning_content" or "reasoning" when !hasReasoning && member.Kind == JsonValueKind.String:
                    hasReasoning = true;
                    Text(BlockKind.Thinking, member, into);
                    break;
                case "refusal" when member.Kind == JsonValueKind.String: Text(BlockKind.Refusal, member, into); break;
                case "reasoning_details": ReadDetails(member, delta, into); break;
                case "tool_calls": ReadCalls(member, into); break;
                case "function_call" when member.Kind == JsonValueKind.Object: ReadCall(member, member, 0, into); break;
                case "annotations": ReadAnnotations(member, into); break;
                case "audio" when member.Kind == JsonValueKind.Object: ReadAudio(member, into); break;
                case "images": ReadImages(member, into); break;
                case "provider_blocks": ReadOpaque(member, into); break;
                case "role" or "content" or "refusal" or "reasoning" or "reasoning_content" or "function_call": break;
                default:
                    if (!member.IsNull)
                    {
                        Raw(JsonPart.Object(member.Name, member.Raw()), into);
                    }

                    break;
            }
        }
    }

    private void Text(BlockKind kind, JsonValue value, List<AnswerEvent> into)
    {
        if (value.Text() is { Length: > 0 } text)
        {
            hasRefusal |= kind == BlockKind.Refusal;
            Open(kind, -1, into);
            into.Add(Step(AnswerEventKind.Delta) with { Text = text });
        }
    }

    /// <summary>Opens a block of a kind, unless it is the open one.</summary>
    private void Open(BlockKind kind, int call, List<AnswerEvent> into, AnswerEvent? opening = null)
    {
        if (isOpen && openKind == kind && openCall == call && kind is not (BlockKind.Image or BlockKind.Opaque))
        {
            return;
        }

        Close(into);
        isOpen = true;
        openKind = kind;
        openCall = call;
        block++;
        into.Add((opening ?? new AnswerEvent(AnswerEventKind.BlockStarted)) with { Choice = index, Block = block, BlockKind = kind });
    }

    private void ReadCalls(JsonValue calls, List<AnswerEvent> into)
    {
        foreach (var call in calls.Items(JsonLimits.BlocksMax))
        {
            var number = (int)(call.Find("index")?.Integer(0, int.MaxValue) ?? Math.Max(openCall, 0));
            ReadCall(call, call.Find("function") ?? call.Find("custom") ?? call, number, into);
        }
    }

    private void ReadCall(JsonValue call, JsonValue inner, int number, List<AnswerEvent> into)
    {
        hasCalls = true;
        var isThis = isOpen && openKind == BlockKind.ToolCall && openCall == number;
        var id = call.Find("id")?.Text();
        var arguments = (inner.Find("arguments") ?? inner.Find("input"))?.Text();
        if (!isThis && inner.Find("name")?.Text() is { Length: > 0 } name)
        {
            // Servers without ids: the call's number names it, the same each time the answer is read.
            var opening = new AnswerEvent(AnswerEventKind.BlockStarted)
            {
                Id = id is { Length: > 0 } ? id : FormattableString.Invariant($"call_{index}_{number}"),
                Name = name,
                IsCustom = call.Find("custom") is not null,
            };
            Open(BlockKind.ToolCall, number, into, opening);
            isThis = true;
        }

        if (!isThis && arguments is { Length: > 0 })
        {
            call.Refuse(Problem.Invalid($"A piece of tool call {number} came after the call had ended, or before it began."));
            return;
        }

        if (arguments is { Length: > 0 })
        {
            into.Add(Step(AnswerEventKind.Delta) with { Text = arguments });
        }

        if (isThis && ChatToolCalls.Signature(call) is { } signature)
        {
            into.Add(Step(AnswerEventKind.Signature) with { Text = signature });
        }
    }

    /// <summary>Seals of reasoning; the readable part is taken from here only where no simpler member has it.</summary>
    private void ReadDetails(JsonValue details, JsonValue delta, List<AnswerEvent> into)
    {
        var hasText = delta.Find("reasoning_content") is { Kind: JsonValueKind.String } || delta.Find("reasoning") is { Kind: JsonValueKind.String };
        foreach (var detail in ReasoningDetails.Read(details))
        {
            if (detail.Text.Length > 0 && !hasText)
            {
                Open(BlockKind.Thinking, -1, into);
                into.Add(Step(AnswerEventKind.Delta) with { Text = detail.Text });
            }

            if ((detail.Signature ?? detail.Sealed) is { } seal)
            {
                Open(BlockKind.Thinking, -1, into);
                into.Add(Step(AnswerEventKind.Signature) with { Text = seal, Origin = detail.Origin, Id = detail.Id });
            }
        }
    }

    private void ReadAnnotations(JsonValue annotations, List<AnswerEvent> into)
    {
        foreach (var annotation in annotations.Items(JsonLimits.BlocksMax))
        {
            Open(BlockKind.Text, -1, into);
            into.Add(Step(AnswerEventKind.Citation) with { Json = annotation.Raw() });
        }
    }

    private void ReadAudio(JsonValue audio, List<AnswerEvent> into)
    {
        Open(BlockKind.Audio, -1, into, new AnswerEvent(AnswerEventKind.BlockStarted) { Id = audio.Find("id")?.Text() });
        if (audio.Find("data")?.Text() is { Length: > 0 } data)
        {
            into.Add(Step(AnswerEventKind.Delta) with { Text = data });
        }

        foreach (var member in audio.Members().Where(m => m.Name is not ("id" or "data") && !m.IsNull))
        {
            Raw(JsonPart.Object("audio", JsonPart.Object(member.Name, member.Raw())), into);
        }
    }

    /// <summary>A member that has no canonical place: our writer of the same dialect puts it back, others leave it out.</summary>
    private void Raw(byte[] delta, List<AnswerEvent> into) =>
        into.Add(Step(AnswerEventKind.Raw) with { Origin = DialectNames.Chat, Name = "delta", Json = delta });

    private void ReadImages(JsonValue images, List<AnswerEvent> into)
    {
        foreach (var image in (ChatPartsReader.ReadContent(images) ?? []).OfType<ImageBlock>())
        {
            Open(BlockKind.Image, -1, into, new AnswerEvent(AnswerEventKind.BlockStarted) { Name = image.Source.MediaType });
            into.Add(Step(AnswerEventKind.Delta) with { Text = image.Source.Base64 ?? image.Source.Url ?? "" });
        }
    }

    private void ReadOpaque(JsonValue list, List<AnswerEvent> into)
    {
        var blocks = new List<Block>();
        ProviderBlocks.Read(list, blocks);
        foreach (var opaque in blocks.OfType<OpaqueBlock>())
        {
            Open(BlockKind.Opaque, -1, into, new AnswerEvent(AnswerEventKind.BlockStarted) { Origin = opaque.Dialect, Name = opaque.Type, Json = opaque.Json });
        }
    }

    private AnswerEvent Step(AnswerEventKind kind) => new(kind) { Choice = index, Block = Math.Max(block, 0) };
}
