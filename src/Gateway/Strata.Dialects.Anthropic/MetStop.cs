using Strata.Dialects.Canonical;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// The stop text that ended an answer of another dialect's provider, where it can be known: the provider says it; or it says that a stop text
/// was met, and only one was asked for; or the answer ends with one (some servers leave it in). OpenAI and Gemini leave it out and say
/// <c>stop</c> for both ends: there it is not known, and an end of turn is told.
/// </summary>
internal sealed class MetStop(IReadOnlyList<string> asked)
{
    private readonly int most = asked.Count == 0 ? 0 : asked.Max(s => s.Length);
    private string tail = "";

    /// <summary>Takes a piece of the answer's text.</summary>
    public void Take(string text)
    {
        if (most > 0)
        {
            tail = text.Length >= most ? text[^most..] : tail.Length + text.Length <= most ? tail + text : string.Concat(tail.AsSpan(tail.Length + text.Length - most), text);
        }
    }

    /// <summary>The reason and the text, as told or as found.</summary>
    public (StopReason Reason, string? Text) End(StopReason reason, string? said)
    {
        if (said is not null || reason is not (StopReason.EndOfTurn or StopReason.StopSequence))
        {
            return (reason, said);
        }

        var found = reason == StopReason.StopSequence && asked.Count == 1 ? asked[0] : asked.Where(s => s.Length > 0 && tail.EndsWith(s, StringComparison.Ordinal)).MaxBy(s => s.Length);
        return found is null ? (reason, null) : (StopReason.StopSequence, found);
    }
}
