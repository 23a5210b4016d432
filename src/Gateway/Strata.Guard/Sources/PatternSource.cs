using System.Text.RegularExpressions;

namespace Strata.Guard.Sources;

/// <summary>
/// One regular expression of a user. The leftmost match is the one at the first place where the expression matches in the next
/// <paramref name="matchMax"/> characters, whatever comes behind them; so it does not depend on cuts, and one and a half times that
/// is held back: it looks again only when there is half as much more. Found with a search in bounded stretches, then proved in those characters alone.
/// </summary>
internal sealed class PatternSource(Regex pattern, int matchMax, GuardRule rule) : MatchSource
{
    /// <summary>An end-of-text anchor also holds before a last line end, so a match may touch neither of the last two characters.</summary>
    private const int Margin = 2;

    private readonly int stretch = Math.Max(4096, matchMax * 4);
    private readonly int batch = Math.Min(256, Math.Max(1, matchMax / 2));
    private int cursor;
    private int looked;

    public override int LookBehind => 1;

    public override void Scan(in TextWindow window)
    {
        if (!window.IsFinal && window.End - looked < batch)
        {
            return;
        }

        looked = window.End;
        var limit = window.IsFinal ? window.End : window.End - matchMax - Margin;
        while (cursor < limit)
        {
            var until = Math.Min(window.End, cursor + stretch);
            var sure = until == window.End ? limit : until - matchMax - Margin;
            var start = Find(window, until);
            if (start < 0 || start >= sure)
            {
                cursor = sure;
            }
            else if (Length(window, start) is var length and > 0)
            {
                Report(new Match(rule, start, start + length));
                cursor = start + length;
            }
            else
            {
                cursor = start + 1;
            }
        }

        DecidedTo = Math.Max(DecidedTo, window.IsFinal ? window.End : Math.Max(cursor, 0));
    }

    private int Find(in TextWindow window, int until)
    {
        var before = cursor > window.Origin ? 1 : 0;
        foreach (var match in pattern.EnumerateMatches(window.Slice(cursor - before, until), before))
        {
            return cursor - before + match.Index;
        }

        return -1;
    }

    /// <summary>The match at <paramref name="start"/> that ends before the last character it may see; 0 for none.</summary>
    private int Length(in TextWindow window, int start)
    {
        var before = start > window.Origin ? 1 : 0;
        var until = Math.Min(window.End, start + matchMax + Margin);
        foreach (var match in pattern.EnumerateMatches(window.Slice(start - before, until), before))
        {
            var isSeen = (window.IsFinal && until == window.End) || start + match.Length < until - 1;
            return match.Index == before && isSeen && match.Length <= matchMax ? match.Length : 0;
        }

        return 0;
    }
}
