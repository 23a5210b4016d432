using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Addresses;

/// <summary>
/// RFC 4291 §2.2: eight groups of one to four hexadecimal digits, or fewer around one <c>::</c>, the last two perhaps dotted.
/// Shortened forms need a digit and two groups,
/// the first of three digits or more unless there are three, so that <c>std::vector</c> and <c>a::b0</c> are none. The loopback names nobody.
/// </summary>
internal static class IpV6Detector
{
    private const int GroupMax = 4;

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var start = text.RunStart(at, CharSet.Hex, GroupMax + 1);
        if (at - start > GroupMax || Chars.IsWord(text[start - 1]) || text[start - 1] is ':' or '.' || (start == at && text[at + 1] != ':'))
        {
            return false;
        }

        var end = Parse(ref text, start, out var groups, out var gap);
        var isWhole = gap ? groups is >= 2 and <= 7 && (groups > 2 || at - start >= 3 || start == at) && HasDigit(text.Slice(start, end)) : groups == 8;
        if (!isWhole || Chars.IsWord(text[end]) || (text[end] == ':' && Chars.IsWord(text[end + 1])))
        {
            return false;
        }

        found = new Candidate(EntityKind.Ip, start, end);
        return true;
    }

    private static int Parse(ref Probe text, int start, out int groups, out bool gap)
    {
        groups = 0;
        gap = false;
        var end = start;
        while (groups < 8)
        {
            if (text[end] == ':' && text[end + 1] == ':')
            {
                if (gap)
                {
                    break;
                }

                gap = true;
                end += 2;
            }
            else if (groups > 0)
            {
                if (text[end] != ':' || !Chars.Is(text[end + 1], CharSet.Hex))
                {
                    break;
                }

                end++;
            }

            var stop = text.RunEnd(end, CharSet.Hex, GroupMax + 1);
            if (stop == end || stop - end > GroupMax)
            {
                break;
            }

            if (text[stop] == '.' && TryDotted(ref text, ref end))
            {
                groups += 2;
                break;
            }

            groups++;
            end = stop;
            if (text[end] != ':')
            {
                break;
            }
        }

        return end;
    }

    private static bool TryDotted(ref Probe text, ref int end)
    {
        var stop = end;
        for (var i = 0; i < 4; i++)
        {
            if (i > 0 && text[stop++] != '.')
            {
                return false;
            }

            var octet = text.RunEnd(stop, CharSet.Digit, 3);
            if (octet == stop)
            {
                return false;
            }

            stop = octet;
        }

        end = stop;
        return true;
    }

    private static bool HasDigit(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('0', '9') >= 0;
}
