using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// A secret's name, a sign of assignment and a value that looks like one: <c>password = "…"</c>, <c>"api_key": "…"</c>,
/// <c>TOKEN=…</c>, <c>&lt;secret&gt;…&lt;/secret&gt;</c>, <c>Authorization: Bearer …</c>. The value alone is the finding. Triggered by the sign.
/// </summary>
internal static class AssignmentDetector
{
    private const int ReadMax = 256;

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        if (text[at] == ':' && text[at + 1] is ':' or '/' || text[at - 1] is '=' or '!' or '<' or '-' && text[at] != ':' || !IsSecretName(ref text, at, out var rank))
        {
            return false;
        }

        var start = ValueStart(ref text, at + 1);
        if (start < 0)
        {
            return false;
        }

        var quote = Quote(ref text, ref start);
        start = BehindScheme(ref text, start);
        var end = start;
        while (end - start < ReadMax && !Ends(text[end], quote))
        {
            end++;
        }

        var isLong = end - start == ReadMax;
        while (!isLong && quote == '\0' && end > start && text[end - 1] is '.' or ':' or '?' or '\\')
        {
            end--;
        }

        if (quote != '\0' && end > start && text[end - 1] == '\\')
        {
            end--;
        }

        if (end == start || !SecretValue.Is(text.Slice(start, end), rank, quote != '\0') || (quote == '\0' && text[end] == '('))
        {
            return false;
        }

        found = new Candidate(EntityKind.GenericSecret, start, end, isLong ? TailKind.Value : TailKind.None);
        return true;
    }

    private static bool IsSecretName(ref Probe text, int at, out int rank)
    {
        var name = text.Before(at, KeyName.Window);
        name = name.TrimEnd(' ');
        if (name.Length > 0 && name[^1] is ':' or '?')
        {
            name = name[..^1].TrimEnd(' ');
        }

        name = name.TrimEnd("\"'`\\])*");
        rank = name.IsEmpty ? 0 : KeyName.Rank(name);
        return rank > 0;
    }

    /// <summary>Behind the sign, blanks and an arrow's head; −1 for a comparison.</summary>
    private static int ValueStart(ref Probe text, int index)
    {
        if (text[index] == '=' || (text[index] == '>' && text[index - 1] != '='))
        {
            return -1;
        }

        index += text[index] == '>' ? 1 : 0;
        var end = index + 8;
        while (index < end && text[index] is ' ' or '\t' or '*')
        {
            index++;
        }

        return index;
    }

    /// <summary>Steps over a quote, plain or escaped, with a letter before it as in <c>b"…"</c>.</summary>
    private static char Quote(ref Probe text, ref int start)
    {
        var index = start;
        if (text[index] is 'b' or 'r' or 'f' or 'u' or '@' && text[index + 1] is '"' or '\'')
        {
            index++;
        }

        index += text[index] == '\\' ? 1 : 0;
        if (text[index] is not ('"' or '\'' or '`'))
        {
            return '\0';
        }

        start = index + 1;
        return text[index];
    }

    private static int BehindScheme(ref Probe text, int start)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["Bearer ", "bearer ", "Basic ", "basic ", "Token ", "token ", "ApiKey "])
        {
            if (text.Stands(start, scheme))
            {
                return start + scheme.Length;
            }
        }

        return start;
    }

    private static bool Ends(char c, char quote) => quote == '\0' ? Chars.Is(c, CharSet.ValueEnd) || c is ',' or ';' or '&' or ')' : c == quote || c == '\0' || Chars.Is(c, CharSet.Space);
}
