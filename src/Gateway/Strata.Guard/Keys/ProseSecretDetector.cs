using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// A random-looking word right behind a secret's name without a sign: <c>the password is Xy7…</c>, <c>--token Xy7…</c>,
/// <c>Bearer Xy7…</c>. Triggered by the word's first digit.
/// </summary>
internal static class ProseSecretDetector
{
    private const int NameMax = 40;
    private const int LengthMin = 10;

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        var start = at;
        while (at - start < Probe.RunMax && Chars.Is(text[start - 1], CharSet.Secret | CharSet.RunSign))
        {
            start--;
            if (Chars.IsDigit(text[start]))
            {
                return false;
            }
        }

        var end = text.RunEnd(at, CharSet.Secret | CharSet.RunSign, Probe.RunMax);
        if (at - start >= Probe.RunMax || end - start < LengthMin || !IsNamed(ref text, start))
        {
            return false;
        }

        while (text[end - 1] is '!' or '?' && end > at)
        {
            end--;
        }

        if (end - at >= Probe.RunMax || text[end] is '(' or ':' || !SecretValue.IsRandom(text.Slice(start, end)))
        {
            return false;
        }

        found = new Candidate(EntityKind.GenericSecret, start, end);
        return true;
    }

    private static bool IsNamed(ref Probe text, int start)
    {
        var before = text.Before(start, NameMax).TrimEnd("\"'`*");
        if (before.IsEmpty || before[^1] is not (' ' or '\t' or '\n'))
        {
            return false;
        }

        before = before.TrimEnd(" \t\n");
        foreach (var word in (ReadOnlySpan<string>)[" is", " was", " to", " =", ":", " ist", " est", " es", " è", " é"])
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                before = before[..^word.Length].TrimEnd(' ');
                break;
            }
        }

        return KeyName.Rank(before.TrimEnd("\"'`*")) > 0;
    }
}
