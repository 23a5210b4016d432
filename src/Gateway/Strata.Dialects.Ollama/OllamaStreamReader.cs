using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Ollama;

/// <summary>Reads a stream of lines. The line that says <c>done</c> is the dialect's own end.</summary>
internal sealed class OllamaStreamReader : IStreamReader
{
    private readonly OllamaAnswerReader lines = new();
    private readonly BlockRun run = new(0);
    private bool isStarted;
    private bool isOver;
    private bool hasCalls;

    public Result<Done> Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<AnswerEvent> into)
    {
        if (data.IsEmpty || isOver)
        {
            return Done.Value;
        }

        if (!MemberBody.ReadAnswer(data, proto: false, lines.Line).Try(out var line, out var problem))
        {
            isOver = true;
            return problem;
        }

        if (line.Error is { } error)
        {
            isOver = true;
            into.Add(new AnswerEvent(AnswerEventKind.Failed) { Problem = OllamaErrors.ProblemOf(error) });
            return Done.Value;
        }

        Take(line, into);
        return Done.Value;
    }

    public void End(List<AnswerEvent> into)
    {
        // A stream without its last line broke off.
    }

    private void Take(OllamaLine line, List<AnswerEvent> into)
    {
        if (!isStarted)
        {
            isStarted = true;
            into.Add(new AnswerEvent(AnswerEventKind.Started) { Id = "", Name = line.Model });
        }

        foreach (var block in line.Blocks)
        {
            Take(block, into);
        }

        if (!line.LogProbs.IsEmpty)
        {
            into.Add(run.Step(AnswerEventKind.LogProbs) with { Json = line.LogProbs });
        }

        if (!line.IsDone)
        {
            return;
        }

        run.Close(into);
        isOver = true;
        into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = OllamaStops.Read(line.DoneReason, hasCalls), StopWord = OllamaStops.Word(line.DoneReason, hasCalls) });
        foreach (var carry in line.Extra)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Raw) { Origin = OllamaNames.Chat, Name = carry.Name, Json = carry.Json });
        }

        if (line.Usage is { } usage)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = usage });
        }

        into.Add(new AnswerEvent(AnswerEventKind.Ended));
    }

    private void Take(Block block, List<AnswerEvent> into)
    {
        switch (block)
        {
            case TextBlock text:
                run.Piece(BlockKind.Text, text.Text, into);
                break;
            case ThinkingBlock thought:
                run.Piece(BlockKind.Thinking, thought.Text, into);
                break;
            case ToolCallBlock call:
                hasCalls = true;
                run.Whole(new AnswerEvent(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.ToolCall, Id = call.Id, Name = call.Name }, call.Arguments, into);
                break;
            case ImageBlock image:
                run.Whole(new AnswerEvent(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Image, Name = image.Source.MediaType }, image.Source.Base64 ?? "", into);
                break;
        }
    }
}
