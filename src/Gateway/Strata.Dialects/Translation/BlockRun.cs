using Strata.Dialects.Canonical;

namespace Strata.Dialects.Translation;

/// <summary>
/// Brings pieces that carry no block numbers into blocks: pieces of one kind that follow each other are one block, and what comes
/// whole is one of its own. One for each choice of a stream.
/// </summary>
internal sealed class BlockRun(int choice)
{
    private BlockKind? open;
    private int blocks;

    /// <summary>A step that belongs to the block that is open, or to the next.</summary>
    public AnswerEvent Step(AnswerEventKind kind) => new(kind) { Choice = choice, Block = blocks };

    /// <summary>A piece of text or reasoning; an empty one without a seal is none.</summary>
    public void Piece(BlockKind kind, string text, List<AnswerEvent> into, string? seal = null, string origin = "")
    {
        if (text.Length == 0 && seal is null)
        {
            return;
        }

        if (open != kind)
        {
            Close(into);
            open = kind;
            into.Add(Step(AnswerEventKind.BlockStarted) with { BlockKind = kind, Origin = kind == BlockKind.Thinking ? origin : null });
        }

        if (text.Length > 0)
        {
            into.Add(Step(AnswerEventKind.Delta) with { BlockKind = kind, Text = text });
        }

        if (seal is not null)
        {
            into.Add(Step(AnswerEventKind.Signature) with { BlockKind = kind, Text = seal, Origin = origin });
            Close(into); // the seal closes what came before it
        }
    }

    /// <summary>A block that comes whole.</summary>
    /// <param name="start">What its opening step says beside kind and place.</param>
    /// <param name="text">Its text; empty where the opening step has all of it.</param>
    /// <param name="into">Gets the steps.</param>
    /// <param name="seal">Its signature.</param>
    /// <param name="origin">Whose signature.</param>
    public void Whole(AnswerEvent start, string text, List<AnswerEvent> into, string? seal = null, string origin = "")
    {
        Close(into);
        open = start.BlockKind;
        into.Add(start with { Kind = AnswerEventKind.BlockStarted, Choice = choice, Block = blocks });
        if (text.Length > 0)
        {
            into.Add(Step(AnswerEventKind.Delta) with { BlockKind = start.BlockKind, Text = text });
        }

        if (seal is not null)
        {
            into.Add(Step(AnswerEventKind.Signature) with { BlockKind = start.BlockKind, Text = seal, Origin = origin });
        }

        Close(into);
    }

    /// <summary>Ends the block that is open.</summary>
    public void Close(List<AnswerEvent> into)
    {
        if (open is { } kind)
        {
            into.Add(Step(AnswerEventKind.BlockEnded) with { BlockKind = kind });
            open = null;
            blocks++;
        }
    }
}
