using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Numbers;

/// <summary>
/// A US social security number by the administration's rules: area 001–899 without 666, group 01–99, serial 0001–9999, and not
/// one of the two that were printed in advertisements. With hyphens it stands alone; with blanks or in one piece words must say so.
/// </summary>
internal static class SsnDetector
{
    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var before = text[at - 1];
        if (Chars.IsWord(before) || (before is '.' or '-' or '/' && Chars.IsWord(text[at - 2])) || text.RunEnd(at, CharSet.Digit, 10) - at is not (3 or 9))
        {
            return false;
        }

        var groups = Groups.Read(ref text, at, "- .");
        var end = groups.Ends[groups.Count > 2 ? 2 : 0];
        if (!IsShape(groups) || Goes(ref text, end) || !IsIssued(groups.All))
        {
            return false;
        }

        var isPlain = groups.Count > 2 && groups.Signs[0] is not (' ' or '.' or '\u00A0') && !NumberContext.IsCode(ref text, at);
        if (!isPlain && !NumberContext.IsSocialSecurity(ref text, at))
        {
            return false;
        }

        found = new Candidate(EntityKind.UsSsn, at, end);
        return true;
    }

    private static bool IsShape(in Groups groups) =>
        (groups.Count > 2 && groups.Length(0) == 3 && groups.Length(1) == 2 && groups.Length(2) == 4 && groups.Signs[0] == groups.Signs[1])
        || (groups.Count > 0 && groups.Totals[0] == 9);

    private static bool Goes(ref Probe text, int end) =>
        Chars.IsWord(text[end]) || (text[end] is '-' or '.' or '/' && Chars.IsDigit(text[end + 1]));

    private static bool IsIssued(ReadOnlySpan<byte> digits)
    {
        var area = (digits[0] * 100) + (digits[1] * 10) + digits[2];
        var group = (digits[3] * 10) + digits[4];
        var serial = (digits[5] * 1000) + (digits[6] * 100) + (digits[7] * 10) + digits[8];
        return area is > 0 and < 900 and not 666 && group > 0 && serial > 0 && (area, group, serial) is not ((78, 5, 1120) or (219, 9, 9999));
    }
}
