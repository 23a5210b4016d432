using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>Keys whose first word names their issuer (<see cref="KeyPrefixes"/>): of the issuer's length, of letters and digits both, no placeholder.</summary>
internal static class PrefixDetector
{
    /// <param name="text">The text.</param>
    /// <param name="at">A hyphen, an underscore or a dot.</param>
    /// <param name="found">The key.</param>
    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var start = text.RunStart(at, CharSet.Alnum, KeyPrefixes.WordMax + 1);
        if (at - start is < 2 or > KeyPrefixes.WordMax || Chars.IsWord(text[start - 1]) || !KeyPrefixes.ByWord.TryGetValue(text.Slice(start, at), out var rows))
        {
            return false;
        }

        foreach (var row in rows)
        {
            if (!text.Stands(at, row.Rest))
            {
                continue;
            }

            var body = at + row.Rest.Length;
            var end = text.RunEnd(body, row.Body, row.Max + 1);
            while (end > body && row.Kind != EntityKind.GoogleKey && !Chars.Is(text[end - 1], CharSet.Alnum | CharSet.Base64Sign))
            {
                end--;
            }

            if (end - body >= row.Min && end - body <= row.Max && IsRandom(text.Slice(body, end)))
            {
                found = new Candidate(row.Kind, start, end);
                return true;
            }
        }

        return false;
    }

    /// <summary>Letters and digits, and no fewer than eight different characters: a placeholder repeats itself.</summary>
    private static bool IsRandom(ReadOnlySpan<char> body) =>
        body.IndexOfAnyInRange('0', '9') >= 0 && Entropy.Distinct(body) >= 8 && !Placeholder.Is(body);
}
