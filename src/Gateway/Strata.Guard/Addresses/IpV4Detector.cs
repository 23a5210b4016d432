using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Addresses;

/// <summary>
/// Four octets without leading zeros (RFC 6943 §3.1.1), not part of a longer dotted number, not a version, not loopback,
/// unspecified, broadcast or a mask: those name nobody.
/// </summary>
internal static class IpV4Detector
{
    private static readonly ContextWords Versions = new(
        "version", "versions", "ver", "release", "released", "rev", "revision", "build", "firmware", "section", "chapter", "clause", "oid", "driver", "sdk", "assemblyversion", "fileversion");

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var before = text[at - 1];
        if (Chars.IsWord(before) || before is '.' or '-' || (before == '/' && Chars.IsWord(text[at - 2])))
        {
            return false;
        }

        var end = at;
        Span<int> octets = stackalloc int[4];
        for (var i = 0; i < 4; i++)
        {
            if (i > 0 && text[end++] != '.')
            {
                return false;
            }

            if (!TryOctet(ref text, ref end, out octets[i]))
            {
                return false;
            }
        }

        if (Goes(ref text, end) || octets[0] is 0 or 127 or 255 || Versions.IsAmongLast(text.Before(at, 32), 1))
        {
            return false;
        }

        found = new Candidate(EntityKind.Ip, at, end);
        return true;
    }

    private static bool TryOctet(ref Probe text, ref int end, out int value)
    {
        value = 0;
        var start = end;
        while (end - start < 4 && Chars.IsDigit(text[end]))
        {
            value = (value * 10) + (text[end++] - '0');
        }

        return end > start && value <= 255 && (end - start == 1 || text[start] != '0');
    }

    private static bool Goes(ref Probe text, int end)
    {
        var next = text[end];
        return Chars.IsWord(next) || (next is '.' or '-' && Chars.IsWord(text[end + 1]));
    }
}
