using System.Buffers.Text;
using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// A token of RFC 7519 in compact form: a header in base64url that decodes to a JSON object whose first member is a JOSE one
/// (RFC 7515 §4.1, RFC 7516 §4.1), a dot, and more. Triggered by the J of <c>eyJ</c>.
/// </summary>
internal static class JwtDetector
{
    private const int HeaderMax = 1024;
    private const int PayloadMin = 8;
    private const int ReadMax = 2048;

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var start = at - 2;
        if (text[start] != 'e' || text[at - 1] != 'y' || Chars.Is(text[start - 1], CharSet.Base64Url) || text[start - 1] == '.')
        {
            return false;
        }

        var dot = text.RunEnd(start, CharSet.Base64Url, HeaderMax);
        if (text.IsHungry && dot - start < 16)
        {
            return false;
        }

        if (!IsHeader(text.Slice(start, Math.Min(dot, start + 64))))
        {
            return false;
        }

        if (dot - start < HeaderMax && (text[dot] != '.' || text.RunEnd(dot + 1, CharSet.Base64Url, PayloadMin) - dot - 1 < PayloadMin))
        {
            return false;
        }

        var end = End(ref text, dot);
        found = new Candidate(EntityKind.Jwt, start, end, end - start >= ReadMax ? TailKind.Token : TailKind.None);
        return true;
    }

    /// <summary>Segments of base64url with single dots between; a dot at the end belongs to the sentence.</summary>
    private static int End(ref Probe text, int from)
    {
        var index = from;
        while (index - from < ReadMax && (Chars.Is(text[index], CharSet.Base64Url) || text[index] == '.'))
        {
            index++;
        }

        while (index - from < ReadMax && text[index - 1] == '.')
        {
            index--;
        }

        return index;
    }

    private static bool IsHeader(ReadOnlySpan<char> header)
    {
        Span<byte> bytes = stackalloc byte[48];
        var length = Math.Min(header.Length & ~3, 64);
        if (length < 12 || Base64Url.DecodeFromChars(header[..length], bytes, out _, out var count) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        var json = bytes[..count][1..];
        var name = json.IndexOf((byte)'"');
        var end = name < 0 ? -1 : json[(name + 1)..].IndexOf((byte)'"');
        return end > 0 && json[..name].IndexOfAnyExcept(" \t\r\n"u8) < 0 && IsMember(json.Slice(name + 1, end));
    }

    private static bool IsMember(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("alg"u8) || name.SequenceEqual("typ"u8) || name.SequenceEqual("kid"u8) || name.SequenceEqual("enc"u8) || name.SequenceEqual("cty"u8) || name.SequenceEqual("jku"u8)
        || name.SequenceEqual("jwk"u8) || name.SequenceEqual("x5u"u8) || name.SequenceEqual("x5c"u8) || name.SequenceEqual("x5t"u8) || name.SequenceEqual("x5t#S256"u8) || name.SequenceEqual("crit"u8)
        || name.SequenceEqual("zip"u8) || name.SequenceEqual("b64"u8) || name.SequenceEqual("epk"u8) || name.SequenceEqual("ver"u8) || name.SequenceEqual("iss"u8);
}
