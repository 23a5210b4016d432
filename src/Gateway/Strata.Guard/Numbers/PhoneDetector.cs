using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Numbers;

/// <summary>
/// Telephone numbers. By themselves: international ones (ITU-T E.164: code, digits that the country's plan has), North American
/// ones in their usual writing, national ones with a trunk 0 in groups, mobile ones of China in groups. With a word for telephone
/// before them: any 7 to 15 digits that are no date.
/// </summary>
internal static class PhoneDetector
{
    private const string Signs = " -./()";

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var first = text[at];
        var before = text[at - 1];
        if (Chars.IsWord(before) || (before is '.' or '-' or '/' or ',' or ':' && Chars.IsDigit(text[at - 2])) || before is '+' or '#' or '$' or '€' or '£')
        {
            return false;
        }

        var start = first is '+' or '(' ? at + 1 : at;
        start += first == '+' && text[start] == '(' ? 1 : 0;
        start += first == '(' && text[start] == '+' ? 1 : 0;
        if (!Chars.IsDigit(text[start]))
        {
            return false;
        }

        if (start == at && IsShort(ref text, at))
        {
            return false;
        }

        var groups = Groups.Read(ref text, start, Signs);
        var last = first == '+' || text[start - 1] == '+' ? International(groups, 0)
            : first == '(' ? Parenthesis(groups)
            : National(ref text, at, groups);
        if (last < 0 || Goes(ref text, groups.Ends[last]))
        {
            return false;
        }

        found = new Candidate(EntityKind.Phone, at, groups.Ends[last]);
        return true;
    }

    /// <summary>Fewer than seven digits that no further group follows: most numbers there are.</summary>
    private static bool IsShort(ref Probe text, int at)
    {
        var end = text.RunEnd(at, CharSet.Digit, 7);
        var next = text[end];
        return end - at < 7 && !(next is '-' or '.' or '/' or ')' || (Chars.Is(next, CharSet.GroupSign) && (Chars.IsDigit(text[end + 1]) || text[end + 1] == '(')));
    }

    private static bool Goes(ref Probe text, int end)
    {
        var next = text[end];
        return (Chars.IsWord(next) && (next | 0x20) != 'x') || (next is '-' or '.' or '/' or ',' or ':' && Chars.IsDigit(text[end + 1]));
    }

    /// <summary>The last group of the longest number that the country's plan allows; −1 for none.</summary>
    private static int International(in Groups groups, int skip)
    {
        ReadOnlySpan<byte> all = groups.All;
        var code = PhoneCountries.CodeLength(all[skip..], out var national);
        if (code == 0)
        {
            return -1;
        }

        var trunk = Trunk(groups, skip + code);
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            var digits = groups.Totals[i] - skip - code - trunk;
            if (digits >= national.Min && digits <= national.Max && groups.Totals[i] - skip >= 7 && (code > 1 || all[skip] != 1 || IsArea(all[(skip + 1)..])))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>1 where a trunk 0 in parentheses follows the code.</summary>
    private static int Trunk(in Groups groups, int code)
    {
        for (var i = 1; i < groups.Count; i++)
        {
            if (groups.Length(i) == 1 && groups.Totals[i] == code + 1 && groups.All[code] == 0)
            {
                return 1;
            }
        }

        return 0;
    }

    /// <summary><c>(NPA) NXX-XXXX</c>, and <c>(area) number</c> of other plans with 9 to 11 digits.</summary>
    private static int Parenthesis(in Groups groups)
    {
        if (groups.Count < 2 || groups.Signs[0] != ')')
        {
            return -1;
        }

        var all = groups.All;
        for (var i = Math.Min(groups.Count, 5) - 1; i >= 1; i--)
        {
            var total = groups.Totals[i];
            var isAmerican = total == 10 && groups.Length(0) == 3 && IsArea(all) && (i == 1 || groups.Length(i) == 4);
            var isOther = total is >= 9 and <= 11 && i >= 2 && groups.Length(0) is >= 2 and <= 5 && groups.Length(i) >= 3 && (all[0] == 0 || groups.Length(0) == 2);
            if (isAmerican || isOther)
            {
                return i;
            }
        }

        return -1;
    }

    private static int National(ref Probe text, int at, in Groups groups)
    {
        var last = Plain(groups);
        if (last >= 0)
        {
            return NumberContext.IsCode(ref text, at) || (text[at - 1] == ' ' && Chars.IsDigit(text[at - 2])) ? -1 : last;
        }

        for (var i = groups.Count - 1; i >= 0; i--)
        {
            var digits = groups.Totals[i];
            var isLikely = i > 0 || digits >= 10;
            if (digits is >= 7 and <= 15 && !IsDate(groups) && (NumberContext.IsPhone(ref text, at) || (isLikely && NumberContext.IsCall(ref text, at) && !NumberContext.IsCode(ref text, at))))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Writings that need no words around them.</summary>
    private static int Plain(in Groups groups)
    {
        var all = groups.All;
        if (groups.Count < 2)
        {
            return -1;
        }

        if (all[0] == 0 && all[1] == 0 && groups.Length(0) >= 2)
        {
            return groups.Signs[0] is ' ' or '-' ? International(groups, 2) : -1;
        }

        var sign = groups.Signs[0];
        var isAmerican = groups.Count >= 3 && groups.Length(0) == 3 && groups.Length(1) == 3 && groups.Length(2) == 4 && IsArea(all) && sign is '-' or '.' && groups.Signs[1] == sign;
        if (isAmerican && sign is '-' or '.')
        {
            return 2;
        }

        if (groups.Count >= 4 && groups.Totals[0] == 1 && all[0] == 1 && groups.Length(1) == 3 && groups.Length(2) == 3 && groups.Length(3) == 4 && IsArea(((ReadOnlySpan<byte>)all)[1..]))
        {
            return 3;
        }

        return all[0] == 0 ? TrunkZero(groups) : IsChinese(groups) ? 2 : -1;
    }

    /// <summary>A trunk 0, then groups of at least two digits, ten or eleven digits in all, parted alike by blanks or hyphens; by dots in pairs.</summary>
    private static int TrunkZero(in Groups groups)
    {
        var sign = groups.Signs[0];
        for (var i = Math.Min(groups.Count, 5) - 1; i >= 1; i--)
        {
            var total = groups.Totals[i];
            var isEven = true;
            for (var j = 1; j <= i; j++)
            {
                isEven &= groups.Length(j) is >= 2 and <= 8 && (groups.Signs[j - 1] == sign || (sign == ' ' && groups.Signs[j - 1] == '-' && j == i)) && (sign != '.' || groups.Length(j) == 2);
            }

            if (isEven && sign is ' ' or '-' or '.' or '\u00A0' or '\u202F' or '\u2011' && total is 10 or 11 && groups.Length(0) is >= 2 and <= 5 && groups.All[1] != 0 && isEven)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsChinese(in Groups groups) =>
        groups.Count >= 3 && groups.All[0] == 1 && groups.All[1] >= 3 && groups.Length(0) == 3 && groups.Length(1) == 4 && groups.Length(2) == 4 && groups.Signs[0] == groups.Signs[1] && groups.Signs[0] is ' ' or '-';

    /// <summary>Area code and exchange begin with 2 to 9, the area is no service code.</summary>
    private static bool IsArea(ReadOnlySpan<byte> digits) => digits[0] >= 2 && digits[3] >= 2 && !(digits[1] == 1 && digits[2] == 1);

    private static bool IsDate(in Groups groups) =>
        groups.Count >= 3 && ((groups.Length(0) == 4 && groups.Length(1) <= 2 && groups.Length(2) <= 2) || (groups.Length(0) <= 2 && groups.Length(1) <= 2 && groups.Length(2) == 4));
}
