using System.Buffers;
using Strata.Core.Results;
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
    private readonly List<(int Choice, int Block)> open = [];
    private readonly System.Text.StringBuilder text = new();
    private bool began;
    private bool isLossy;

    public IStreamWriter Writer => writer;

    /// <summary>The text that was passed on, where it is kept for a continuation.</summary>
    public string Text => text.ToString();

    /// <summary>Whether the text kept is all that was passed on, and text alone.</summary>
    public bool CanContinue => keepsText && !isLossy;

    /// <summary>The block that a continuation writes on in; null where none is open.</summary>
    public (int Choice, int Block)? OpenBlock => open.Count > 0 ? open[^1] : null;

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        switch (step.Kind)
        {
            case AnswerEventKind.Started when began:
                return;
            case AnswerEventKind.Started:
                began = true;
                break;
            case AnswerEventKind.BlockStarted:
                open.Add((step.Choice, step.Block));
                isLossy |= step.BlockKind is not (BlockKind.Text or BlockKind.Thinking) || step.Choice != 0;
                break;
            case AnswerEventKind.BlockEnded:
                open.Remove((step.Choice, step.Block));
                break;
            case AnswerEventKind.Delta when keepsText:
                Keep(step.Text);
                break;
        }

        writer.Write(step, output);
    }

    public void Cut(IBufferWriter<byte> output, Strata.Core.Usage.TokenUsage? usage)
    {
        foreach (var (choice, block) in open.ToArray())
        {
            Write(new AnswerEvent(AnswerEventKind.BlockEnded) { Choice = choice, Block = block }, output);
        }

        Write(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.Length, StopWord = "length" }, output);
        if (usage is not null)
        {
            Write(new AnswerEvent(AnswerEventKind.Usage) { Usage = usage }, output);
        }

        Write(new AnswerEvent(AnswerEventKind.Ended), output);
        writer.End(output);
    }

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output) => writer.Fail(problem, requestId, output);

    private void Keep(string more)
    {
        isLossy |= text.Length + more.Length > TextCharsMax;
        if (!isLossy)
        {
            text.Append(more);
        }
    }
}
