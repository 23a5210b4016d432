using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Numbers;

/// <summary>A payment card: a length and leading digits that a network issues, the check digit, written in one piece or in groups of 4-4-4-4, 4-6-5, 4-6-4 and the like.</summary>
internal static class CardDetector
{
    private const int Min = 12;
    private const int Max = 19;

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        if (Chars.IsWord(text[at - 1]) || (text[at - 1] is '.' or '-' or ',' && Chars.IsWord(text[at - 2])))
        {
            return false;
        }

        var first = text.RunEnd(at, CharSet.Digit, Max + 1) - at;
        if (first != 4 && first is < Min or > Max)
        {
            return false;
        }

        var groups = Groups.Read(ref text, at, first == 4 ? " -." : "");
        for (var i = 0; i < groups.Count && groups.Totals[i] <= Max; i++)
        {
            if (groups.Totals[i] >= Min && IsShape(groups, i) && IsCard(ref text, at, groups, i) && !NumberContext.IsInsideIban(ref text, at))
            {
                found = new Candidate(EntityKind.CreditCard, at, groups.Ends[i]);
                return true;
            }
        }

        return false;
    }

    private static bool IsShape(in Groups groups, int last)
    {
        for (var i = 1; i <= last; i++)
        {
            var isEven = groups.Length(i) == 4 || (i == 1 && groups.Length(i) == 6) || i == last;
            if (!isEven || groups.Length(i) > 6 || (i > 1 && groups.Signs[i - 1] != groups.Signs[0]))
            {
                return false;
            }
        }

        return last == 0 || last is >= 2 and <= 4;
    }

    private static bool IsCard(ref Probe text, int at, in Groups groups, int last)
    {
        ReadOnlySpan<byte> all = groups.All;
        var digits = all[..groups.Totals[last]];
        if (!CardIssuers.HasCheckDigit(digits) || !CardIssuers.Knows(digits, out var isSure) || digits[1..].IndexOfAnyExcept(digits[0]) < 0)
        {
            return false;
        }

        var end = groups.Ends[last];
        var next = text[end];
        if (Chars.IsWord(next) || (next is '.' or '-' or ',' && Chars.IsWord(text[end + 1]) && Chars.IsDigit(text[end + 1])))
        {
            return false;
        }

        return NumberContext.IsCard(ref text, at) || (isSure && (last > 0 || !NumberContext.IsCode(ref text, at)));
    }
}
