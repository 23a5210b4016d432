using System.Text;
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
    private long bytesAtUsage;

    /// <summary>Tokens as the provider told them last; null while it told none.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>Whether content came behind the last count: the provider's stream broke off, or was ended, before it told all.</summary>
    public bool IsBehind => Usage is not null && ContentBytes > bytesAtUsage;

    /// <summary>
    /// The tokens of everything that came: as told last, and four bytes each for what came behind that. A count from before the
    /// first content tells the prompt only; what it says of the answer is part of what then came. Null while nothing was told.
    /// </summary>
    public TokenUsage? Counted
    {
        get
        {
            if (Usage is not { } told || !IsBehind)
            {
                return Usage;
            }

            var since = (ContentBytes - bytesAtUsage + 3) / 4;
            return told with { Output = bytesAtUsage == 0 ? Math.Max(told.Output, since) : told.Output + since };
        }
    }

    /// <summary>Bytes of text, reasoning and arguments.</summary>
    public long ContentBytes { get; private set; }

    public string FinishReason { get; set; } = "";

    /// <summary>What the provider says it cost, in its own unit.</summary>
    public decimal? ReportedCost { get; private set; }

    /// <summary>The tier of service as the provider told it last; empty where it told none.</summary>
    public string ServiceTier { get; set; } = "";

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
        ServiceTier = scan.ServiceTier ?? ServiceTier;
        Tell(scan.Usage);
        AnswerId = scan.AnswerId ?? AnswerId;
        if (scan.FinishReason is { } reason)
        {
            FinishReason = Bounded(reason);
        }
    }

    public void Take(AnswerEvent step)
    {
        ContentBytes += step.Kind == AnswerEventKind.Delta ? Bytes(step.Text) : 0;
        Tell(step.Usage);
        ServiceTier = step.ServiceTier ?? ServiceTier;
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
        AnswerId = answer.Id;
        FinishReason = answer.Choices.Count > 0 ? Bounded(answer.Choices[0].StopWord) : "";
        foreach (var block in answer.Choices.SelectMany(c => c.Blocks))
        {
            ContentBytes += block switch
            {
                TextBlock text => Bytes(text.Text),
                ThinkingBlock thinking => Bytes(thinking.Text),
                ToolCallBlock call => Bytes(call.Arguments) + Bytes(call.Name),
                RefusalBlock refusal => Bytes(refusal.Text),
                _ => 0,
            };
        }

        ServiceTier = answer.ServiceTier ?? ServiceTier;
        Tell(answer.Usage);
    }

    /// <summary>A count of all that came so far; null tells nothing.</summary>
    public void Tell(TokenUsage? usage)
    {
        if (usage is not null)
        {
            (Usage, bytesAtUsage) = (usage, ContentBytes);
        }
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static string Bounded(string word) => word.Length <= WordCharsMax ? word : word[..WordCharsMax];
}
