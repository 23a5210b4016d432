using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Answers;

/// <summary>What is counted while one attempt's answer passes.</summary>
internal sealed class Tally
{
    private const int WordCharsMax = 64;
    private UInt128 seen;
    private UInt128 finished;

    /// <summary>Tokens as the provider told them last; null while it told none.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Bytes of text, reasoning and arguments.</summary>
    public long ContentBytes { get; private set; }

    public string FinishReason { get; set; } = "";

    /// <summary>What the provider says it cost, in its own unit.</summary>
    public decimal? ReportedCost { get; private set; }

    /// <summary>The provider's id of the answer.</summary>
    public string AnswerId { get; private set; } = "";

    /// <summary>Whether every choice that came has ended.</summary>
    public bool IsComplete => seen != 0 && seen == finished;

    /// <summary>Tokens of the answer so far: as told, or four bytes each.</summary>
    public long OutputSoFar => Math.Max(Usage?.Completion ?? 0, (ContentBytes + 3) / 4);

    public void Take(in WireScan scan)
    {
        ContentBytes += scan.ContentBytes;
        seen |= scan.Seen;
        finished |= scan.Finished;
        ReportedCost = scan.ReportedCost ?? ReportedCost;
        Usage = scan.Usage ?? Usage;
        AnswerId = scan.AnswerId ?? AnswerId;
        if (scan.FinishReason is { } reason)
        {
            FinishReason = Bounded(reason);
        }
    }

    public void Take(AnswerEvent step)
    {
        ContentBytes += step.Kind == AnswerEventKind.Delta ? step.Text.Length : 0;
        Usage = step.Usage ?? Usage;
        switch (step.Kind)
        {
            case AnswerEventKind.Started:
                AnswerId = step.Id ?? "";
                break;
            case AnswerEventKind.BlockStarted:
                seen |= UInt128.One << Math.Clamp(step.Choice, 0, 127);
                break;
            case AnswerEventKind.ChoiceEnded:
                seen |= UInt128.One << Math.Clamp(step.Choice, 0, 127);
                finished |= UInt128.One << Math.Clamp(step.Choice, 0, 127);
                FinishReason = Bounded(step.StopWord);
                break;
        }
    }

    public void Take(ChatAnswer answer)
    {
        Usage = answer.Usage;
        AnswerId = answer.Id;
        FinishReason = answer.Choices.Count > 0 ? Bounded(answer.Choices[0].StopWord) : "";
        foreach (var block in answer.Choices.SelectMany(c => c.Blocks))
        {
            ContentBytes += block switch
            {
                TextBlock text => text.Text.Length,
                ThinkingBlock thinking => thinking.Text.Length,
                ToolCallBlock call => call.Arguments.Length + call.Name.Length,
                RefusalBlock refusal => refusal.Text.Length,
                _ => 0,
            };
        }
    }

    private static string Bounded(string word) => word.Length <= WordCharsMax ? word : word[..WordCharsMax];
}
