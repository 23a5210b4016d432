using Strata.Dialects.Canonical;

namespace Strata.Dialects.Gemini;

/// <summary>One candidate of a stream on its way: the block that is open, and whether it ended.</summary>
internal sealed class GeminiTrack(int choice)
{
    private BlockKind? open;
    private int blocks;
    private bool hasCalls;

    public bool IsDone { get; private set; }

    public void Take(GeminiCandidate candidate, List<AnswerEvent> into)
    {
        if (IsDone)
        {
            return; // some models repeat an empty last piece
        }

        foreach (var block in candidate.Blocks)
        {
            Take(block, into);
        }

        if (!candidate.LogProbs.IsEmpty)
        {
            into.Add(Step(AnswerEventKind.LogProbs) with { Json = candidate.LogProbs });
        }

        foreach (var carry in candidate.Extra)
        {
            into.Add(Step(AnswerEventKind.Raw) with { Origin = GeminiNames.Dialect, Name = "candidates." + carry.Name, Json = carry.Json });
        }

        if (candidate.FinishReason.Length > 0)
        {
            Finish(GeminiStops.Read(candidate.FinishReason, hasCalls), candidate.FinishReason, into);
        }
    }

    public void Finish(StopReason reason, string word, List<AnswerEvent> into)
    {
        Close(into);
        IsDone = true;
        into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { Choice = choice, StopReason = reason, StopWord = word });
    }

    private void Take(Block block, List<AnswerEvent> into)
    {
        switch (block)
        {
            case TextBlock text:
                Piece(BlockKind.Text, text.Text, GeminiParts.SignatureOf(text), GeminiNames.Dialect, into);
                break;
            case ThinkingBlock thought:
                Piece(BlockKind.Thinking, thought.Text, thought.Signature, thought.Origin, into);
                break;
            case ToolCallBlock call:
                hasCalls = true;
                Whole(BlockKind.ToolCall, call.Arguments, call.Signature, into, start => start with { Id = call.Id, Name = call.Name });
                break;
            case ImageBlock { Source.Base64: { } picture } image:
                Whole(BlockKind.Image, picture, GeminiParts.SignatureOf(image), into, start => start with { Name = image.Source.MediaType });
                break;
            case AudioBlock { Source.Base64: { } sound } audio:
                Whole(BlockKind.Audio, sound, GeminiParts.SignatureOf(audio), into, start => start with { Name = audio.Source.MediaType });
                break;
            case OpaqueBlock opaque:
                Whole(BlockKind.Opaque, "", null, into, start => start with { Origin = opaque.Dialect, Name = opaque.Type, Json = opaque.Json });
                break;
            default:
                Whole(BlockKind.Opaque, "", null, into, start => start with { Origin = GeminiNames.Dialect, Name = "part", Json = GeminiParts.Raw(block) });
                break;
        }
    }

    private void Piece(BlockKind kind, string text, string? signature, string origin, List<AnswerEvent> into)
    {
        if (open != kind)
        {
            if (text.Length == 0 && signature is null)
            {
                return; // an empty piece that only carries the reason
            }

            Close(into);
            open = kind;
            into.Add(Step(AnswerEventKind.BlockStarted) with { BlockKind = kind, Origin = kind == BlockKind.Thinking ? origin : null });
        }

        if (text.Length > 0)
        {
            into.Add(Step(AnswerEventKind.Delta) with { BlockKind = kind, Text = text });
        }

        if (signature is not null)
        {
            into.Add(Step(AnswerEventKind.Signature) with { BlockKind = kind, Text = signature, Origin = GeminiNames.Dialect });
            Close(into); // the signature seals what came before it
        }
    }

    private void Whole(BlockKind kind, string text, string? signature, List<AnswerEvent> into, Func<AnswerEvent, AnswerEvent> describe)
    {
        Close(into);
        open = kind;
        into.Add(describe(Step(AnswerEventKind.BlockStarted) with { BlockKind = kind }));
        if (text.Length > 0)
        {
            into.Add(Step(AnswerEventKind.Delta) with { BlockKind = kind, Text = text });
        }

        if (signature is not null)
        {
            into.Add(Step(AnswerEventKind.Signature) with { BlockKind = kind, Text = signature, Origin = GeminiNames.Dialect });
        }

        Close(into);
    }

    private void Close(List<AnswerEvent> into)
    {
        if (open is { } kind)
        {
            into.Add(Step(AnswerEventKind.BlockEnded) with { BlockKind = kind });
            open = null;
            blocks++;
        }
    }

    private AnswerEvent Step(AnswerEventKind kind) => new(kind) { Choice = choice, Block = blocks };
}
