using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Addresses;

/// <summary>
/// An address as RFC 5321 bounds it (local part ≤ 64, domain ≤ 255, labels ≤ 63), with a top-level label of letters. Not an
/// address: the user part of a URL, a package with its version (<c>lodash@4.17.21</c>), a picture's density (<c>a@2x.png</c>),
/// a repository's remote (<c>git@host:path</c>).
/// </summary>
internal static class EmailDetector
{
    private const int LocalMax = 64;
    private const int DomainMax = 255;
    private static readonly System.Buffers.SearchValues<char> AuthorityEnds = System.Buffers.SearchValues.Create(" \t\n\"'<>/?#");

    private const CharSet Label = CharSet.Alnum | CharSet.OtherLetter | CharSet.Hyphen;

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var start = text.RunStart(at, CharSet.Mail, LocalMax + 1);
        if (at - start > LocalMax || text[at - 1] == '.')
        {
            return false;
        }

        while (start < at && Chars.Is(text[start], CharSet.MailSign | CharSet.Hyphen))
        {
            start++;
        }

        if (start == at || IsUserOfUrl(ref text, start))
        {
            return false;
        }

        var end = DomainEnd(ref text, at + 1, out var isVersion);
        if (end < 0 || isVersion || IsPictureOrRemote(ref text, (start, at, end)))
        {
            return false;
        }

        found = new Candidate(EntityKind.Email, start, end);
        return true;
    }

    /// <summary>The end of the longest domain, −1 without one. A first and second label that begin with digits are a version.</summary>
    private static int DomainEnd(ref Probe text, int start, out bool isVersion)
    {
        var end = -1;
        var label = start;
        var digits = 0;
        for (var count = 0; label - start < DomainMax; count++)
        {
            var stop = text.RunEnd(label, Label, 64);
            var length = stop - label;
            if (length is 0 or > 63 || text[label] == '-')
            {
                break;
            }

            digits += count < 2 && Chars.IsDigit(text[label]) ? 1 : 0;
            var trimmed = stop;
            while (text[trimmed - 1] == '-')
            {
                trimmed--;
            }

            end = count > 0 && IsTop(text.Slice(label, trimmed)) ? trimmed : end;
            if (text[stop] != '.' || trimmed < stop)
            {
                break;
            }

            label = stop + 1;
        }

        isVersion = digits == 2;
        return end;
    }

    private static bool IsTop(ReadOnlySpan<char> label)
    {
        if (label.Length is < 2 or > 24)
        {
            return false;
        }

        var isEncoded = label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);
        foreach (var c in label)
        {
            if (!isEncoded && !Chars.Is(c, CharSet.Letter | CharSet.OtherLetter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>//user@</c> and <c>//user:secret@</c>.</summary>
    private static bool IsUserOfUrl(ref Probe text, int start)
    {
        var before = text.Before(start, 96);
        var slashes = before.LastIndexOf("//");
        return slashes >= 0 && before[(slashes + 2)..].IndexOfAny(AuthorityEnds) < 0;
    }

    private static bool IsPictureOrRemote(ref Probe text, (int Start, int At, int End) span)
    {
        var local = text.Slice(span.Start, span.At);
        if (text[span.End] == ':' && (local.Equals("git", StringComparison.OrdinalIgnoreCase) || text[span.End + 1] is '/' or '~'))
        {
            return true;
        }

        var domain = text.Slice(span.At + 1, span.End);
        var top = domain[(domain.LastIndexOf('.') + 1)..];
        return top is "png" or "jpg" or "jpeg" or "gif" or "svg" or "webp" or "avif" or "js" or "ts" or "css" or "json";
    }
}
