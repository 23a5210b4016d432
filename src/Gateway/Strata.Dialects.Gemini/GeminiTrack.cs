using Strata.Dialects.Canonical;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>One candidate of a stream on its way: the block that is open, and whether it ended.</summary>
internal sealed class GeminiTrack(int choice)
{
    private readonly BlockRun run = new(choice);
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
            into.Add(run.Step(AnswerEventKind.LogProbs) with { Json = candidate.LogProbs });
        }

        foreach (var carry in candidate.Extra)
        {
            into.Add(run.Step(AnswerEventKind.Raw) with { Origin = GeminiNames.Dialect, Name = "candidates." + carry.Name, Json = carry.Json });
        }

        if (candidate.FinishReason.Length > 0)
        {
            Finish(GeminiStops.Read(candidate.FinishReason, hasCalls), candidate.FinishReason, into);
        }
    }

    public void Finish(StopReason reason, string word, List<AnswerEvent> into)
    {
        run.Close(into);
        IsDone = true;
        into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { Choice = choice, StopReason = reason, StopWord = word });
    }

    private void Take(Block block, List<AnswerEvent> into)
    {
        switch (block)
        {
            case TextBlock text:
                run.Piece(BlockKind.Text, text.Text, into, GeminiParts.SignatureOf(text), GeminiNames.Dialect);
                break;
            case ThinkingBlock thought:
                run.Piece(BlockKind.Thinking, thought.Text, into, thought.Signature, thought.Origin);
                break;
            case ToolCallBlock call:
                hasCalls = true;
                run.Whole(Start(BlockKind.ToolCall, call.Name) with { Id = call.Id }, call.Arguments, into, call.Signature, GeminiNames.Dialect);
                break;
            case ImageBlock { Source.Base64: { } picture } image:
                run.Whole(Start(BlockKind.Image, image.Source.MediaType), picture, into, GeminiParts.SignatureOf(image), GeminiNames.Dialect);
                break;
            case AudioBlock { Source.Base64: { } sound } audio:
                run.Whole(Start(BlockKind.Audio, audio.Source.MediaType), sound, into, GeminiParts.SignatureOf(audio), GeminiNames.Dialect);
                break;
            case OpaqueBlock opaque:
                run.Whole(Start(BlockKind.Opaque, opaque.Type) with { Origin = opaque.Dialect, Json = opaque.Json }, "", into);
                break;
            default:
                run.Whole(Start(BlockKind.Opaque, "part") with { Origin = GeminiNames.Dialect, Json = GeminiParts.Raw(block) }, "", into);
                break;
        }
    }

    private static AnswerEvent Start(BlockKind kind, string name) => new(AnswerEventKind.BlockStarted) { BlockKind = kind, Name = name };
}
