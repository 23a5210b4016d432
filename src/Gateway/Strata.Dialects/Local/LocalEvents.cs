using System.Text;
using Strata.Core.Generation;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Local;

/// <summary>
/// Turns a generation into canonical steps, so that models of this process answer in every dialect: one choice, one block of text.
/// <code>
/// Begin → Started BlockStarted       Take → Delta*, then at its end: BlockEnded ChoiceEnded Usage Ended
/// </code>
/// The last steps are the answer's, not the stream's: the settlement stands between them and the writer's own end.
/// </summary>
/// <param name="model">The model's name.</param>
/// <param name="promptTokens">Tokens of the prompt.</param>
/// <param name="keepsText">Whether the whole text is kept, for an answer that is told whole.</param>
public sealed class LocalEvents(string model, long promptTokens, bool keepsText)
{
    private readonly StringBuilder text = new();
    private long outputTokens;

    /// <summary>Tokens counted so far: what a generation that did not end is billed by.</summary>
    public TokenUsage Counted => new() { Input = promptTokens, Output = outputTokens };

    /// <summary>Whether something was generated.</summary>
    public bool Began { get; private set; }

    /// <summary>The end, where it came.</summary>
    public GenerationEvent? Last { get; private set; }

    /// <summary>The tokens of the whole request: the engine's own count where it ended, ours else.</summary>
    public TokenUsage Usage => Last?.Usage ?? Counted;

    /// <summary>The reason in OpenAI's words, as ledgers and traces have it; empty before the end.</summary>
    public string FinishWord => Last?.Finish switch { null => "", FinishReason.Length => "length", _ => "stop" };

    /// <summary>The steps before the first token.</summary>
    public void Begin(List<AnswerEvent> into)
    {
        into.Add(new AnswerEvent(AnswerEventKind.Started) { Name = model, Usage = new TokenUsage { Input = promptTokens } });
        into.Add(new AnswerEvent(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Text });
    }

    /// <summary>The steps of one event of the engine.</summary>
    public void Take(in GenerationEvent step, List<AnswerEvent> into)
    {
        Began = true;
        outputTokens += step.Tokens;
        if (step.Text.Length > 0)
        {
            if (keepsText)
            {
                text.Append(step.Text);
            }

            into.Add(new AnswerEvent(AnswerEventKind.Delta) { Text = step.Text });
        }

        if (step.Finish is { } finish)
        {
            Last = step;
            into.Add(new AnswerEvent(AnswerEventKind.BlockEnded));
            into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = Reason(finish), StopWord = FinishWord, StopSequence = step.StopSequence });
            into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = Usage });
            into.Add(new AnswerEvent(AnswerEventKind.Ended));
        }
    }

    /// <summary>The whole answer, after the end.</summary>
    public ChatAnswer ToAnswer() => new()
    {
        Dialect = "strata",
        Model = model,
        Choices =
        [
            new AnswerChoice { Blocks = [new TextBlock(text.ToString())], StopReason = Reason(Last?.Finish ?? FinishReason.EndOfText), StopWord = FinishWord, StopSequence = Last?.StopSequence },
        ],
        Usage = Usage,
    };

    private static StopReason Reason(FinishReason reason) => reason switch
    {
        FinishReason.Length => StopReason.Length,
        FinishReason.StopSequence => StopReason.StopSequence,
        _ => StopReason.EndOfTurn,
    };
}
