using System.Globalization;
using System.Text;
using Strata.Core.Generation;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Local;

/// <summary>
/// Turns a generation into canonical steps, so that models of this process answer in every dialect: one choice, of text and, where tools
/// were offered, of calls.
/// <code>
/// Begin → Started BlockStarted       Take → Delta*, then at its end: BlockEnded ChoiceEnded Usage Ended
/// </code>
/// The last steps are the answer's, not the stream's: the settlement stands between them and the writer's own end.
/// </summary>
/// <param name="model">The model's name.</param>
/// <param name="promptTokens">Tokens of the prompt.</param>
/// <param name="keepsText">Whether the whole text is kept, for an answer that is told whole.</param>
/// <param name="callScope">What makes the ids of calls this answer's own; null where no tools were offered, and then marks of calls stay text.</param>
public sealed class LocalEvents(string model, long promptTokens, bool keepsText, string? callScope = null)
{
    private readonly CallMarks? marks = callScope is null ? null : new CallMarks();
    private readonly StringBuilder text = new();
    private readonly List<Block> blocks = [];
    private long outputTokens;
    private int block;
    private bool isOpen;
    private int calls;

    /// <summary>Tokens counted so far: what a generation that did not end is billed by.</summary>
    public TokenUsage Counted => new() { Input = promptTokens, Output = outputTokens };

    /// <summary>Whether something was generated.</summary>
    public bool Began { get; private set; }

    /// <summary>The end, where it came.</summary>
    public GenerationEvent? Last { get; private set; }

    /// <summary>The tokens of the whole request: the engine's own count where it ended, ours else.</summary>
    public TokenUsage Usage => Last?.Usage ?? Counted;

    /// <summary>The reason in OpenAI's words, as ledgers and traces have it; empty before the end.</summary>
    public string FinishWord => Last?.Finish switch { null => "", FinishReason.Length => "length", _ when calls > 0 => "tool_calls", _ => "stop" };

    /// <summary>The steps before the first token.</summary>
    public void Begin(List<AnswerEvent> into)
    {
        into.Add(new AnswerEvent(AnswerEventKind.Started) { Name = model, Usage = new TokenUsage { Input = promptTokens } });
        if (marks is null)
        {
            OpenText(into);
        }
    }

    /// <summary>The steps of one event of the engine.</summary>
    public void Take(in GenerationEvent step, List<AnswerEvent> into)
    {
        Began = true;
        outputTokens += step.Tokens;
        if (marks is not null)
        {
            marks.Take(step.Text, step.Finish is not null, piece => Say(piece, into), (name, arguments) => Call(name, arguments, into));
        }
        else if (step.Text.Length > 0)
        {
            Say(step.Text, into);
        }

        if (step.Finish is { } finish)
        {
            Last = step;
            End(finish, step.StopSequence, into);
        }
    }

    /// <summary>The whole answer, after the end.</summary>
    public ChatAnswer ToAnswer() => new()
    {
        Dialect = "strata",
        Model = model,
        Choices =
        [
            new AnswerChoice
            {
                Blocks = text.Length > 0 || blocks.Count == 0 ? [.. blocks, new TextBlock(text.ToString())] : blocks,
                StopReason = Reason(Last?.Finish ?? FinishReason.EndOfText),
                StopWord = FinishWord,
                StopSequence = Last?.StopSequence,
            },
        ],
        Usage = Usage,
    };

    private void OpenText(List<AnswerEvent> into)
    {
        into.Add(new AnswerEvent(AnswerEventKind.BlockStarted) { Block = block, BlockKind = BlockKind.Text });
        isOpen = true;
    }

    private void CloseText(List<AnswerEvent> into)
    {
        if (isOpen)
        {
            into.Add(new AnswerEvent(AnswerEventKind.BlockEnded) { Block = block++ });
            isOpen = false;
        }
    }

    private void Say(string piece, List<AnswerEvent> into)
    {
        if (!isOpen)
        {
            if (calls > 0 && string.IsNullOrWhiteSpace(piece))
            {
                return; // line breaks between calls
            }

            OpenText(into);
        }

        if (keepsText)
        {
            text.Append(piece);
        }

        into.Add(new AnswerEvent(AnswerEventKind.Delta) { Block = block, Text = piece });
    }

    private void Call(string name, string arguments, List<AnswerEvent> into)
    {
        CloseText(into);
        if (text.Length > 0)
        {
            blocks.Add(new TextBlock(text.ToString()));
            text.Clear();
        }

        var id = "call_" + callScope + "_" + calls.ToString(CultureInfo.InvariantCulture);
        calls++;
        if (keepsText)
        {
            blocks.Add(new ToolCallBlock(id, name, arguments));
        }

        into.Add(new AnswerEvent(AnswerEventKind.BlockStarted) { Block = block, BlockKind = BlockKind.ToolCall, Id = id, Name = name });
        into.Add(new AnswerEvent(AnswerEventKind.Delta) { Block = block, Text = arguments });
        into.Add(new AnswerEvent(AnswerEventKind.BlockEnded) { Block = block++ });
    }

    private void End(FinishReason finish, string? stop, List<AnswerEvent> into)
    {
        if (calls == 0 && !isOpen && block == 0)
        {
            OpenText(into);
        }

        CloseText(into);
        into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = Reason(finish), StopWord = FinishWord, StopSequence = stop });
        into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = Usage });
        into.Add(new AnswerEvent(AnswerEventKind.Ended));
    }

    private StopReason Reason(FinishReason reason) => reason switch
    {
        FinishReason.Length => StopReason.Length,
        _ when calls > 0 => StopReason.ToolCalls,
        FinishReason.StopSequence => StopReason.StopSequence,
        _ => StopReason.EndOfTurn,
    };
}
