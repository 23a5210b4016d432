using System.Buffers;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects;
using Strata.Dialects.Canonical;

namespace Strata.Gateway.Answers;

/// <summary>
/// The caller's end of a canonical stream. It outlives an attempt: a continuation writes on where the broken one stopped, into the
/// same blocks, under the same id. It knows which blocks are open, so that a cut closes them.
/// </summary>
internal sealed class CanonicalOutput(IStreamWriter writer, bool keepsText)
{
    private const int TextCharsMax = 1 << 20;
    private readonly List<(int Choice, int Block, BlockKind Kind)> open = [];
    private readonly System.Text.StringBuilder text = new();
    private Dictionary<int, int>? moved;
    private TokenUsage used;
    private int next;
    private bool began;
    private bool isLossy;

    public IStreamWriter Writer => writer;

    /// <summary>The text that was passed on, where it is kept for a continuation.</summary>
    public string Text => text.ToString();

    /// <summary>Whether the text kept is all that was passed on, and text alone.</summary>
    public bool CanContinue => keepsText && !isLossy;

    /// <summary>From now on another attempt writes: its first text goes on in the open block, its tokens come on top.</summary>
    public void Resume(TokenUsage before)
    {
        moved = [];
        used = before;
    }

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (moved is not null && Moved(ref step))
        {
            return;
        }

        switch (step.Kind)
        {
            case AnswerEventKind.Started when began:
                return;
            case AnswerEventKind.Started:
                began = true;
                break;
            case AnswerEventKind.BlockStarted:
                open.Add((step.Choice, step.Block, step.BlockKind));
                next = Math.Max(next, step.Block + 1);
                isLossy |= step.BlockKind is not (BlockKind.Text or BlockKind.Thinking) || step.Choice != 0;
                break;
            case AnswerEventKind.BlockEnded:
                open.RemoveAll(o => o.Choice == step.Choice && o.Block == step.Block);
                break;
            case AnswerEventKind.Delta when keepsText && open.Exists(o => o.Block == step.Block && o.Kind == BlockKind.Text):
                Keep(step.Text);
                break;
        }

        writer.Write(step, output);
    }

    public void Cut(StopReason reason, TokenUsage? usage, IBufferWriter<byte> output)
    {
        foreach (var (choice, block, _) in open.ToArray())
        {
            Write(new AnswerEvent(AnswerEventKind.BlockEnded) { Choice = choice, Block = block }, output);
        }

        Write(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = reason, StopWord = reason == StopReason.Length ? "length" : "content_filter" }, output);
        if (usage is not null)
        {
            Write(new AnswerEvent(AnswerEventKind.Usage) { Usage = usage }, output);
        }

        Write(new AnswerEvent(AnswerEventKind.Ended), output);
        writer.End(output);
    }

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output) => writer.Fail(problem, requestId, output);

    /// <summary>Puts a step of a later attempt where it belongs; true where it says nothing new.</summary>
    private bool Moved(ref AnswerEvent step)
    {
        switch (step.Kind)
        {
            case AnswerEventKind.BlockStarted when Open(step.BlockKind) is >= 0 and var at:
                moved![step.Block] = open[at].Block;
                return true;
            case AnswerEventKind.BlockStarted:
                moved![step.Block] = next;
                break;
            case AnswerEventKind.Usage when step.Usage is { } usage:
                step = step with { Usage = used + usage };
                break;
        }

        step = moved!.TryGetValue(step.Block, out var block) ? step with { Block = block } : step;
        return false;
    }

    private int Open(BlockKind kind) => open.FindIndex(o => o.Kind == kind);

    private void Keep(string more)
    {
        isLossy |= text.Length + more.Length > TextCharsMax;
        if (!isLossy)
        {
            text.Append(more);
        }
    }
}
