using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// A private key in armour (RFC 7468, RFC 4716, RFC 9580): the BEGIN line with the words PRIVATE KEY, and at least some of a
/// body behind it. The body is consumed without being kept. Triggered by the first hyphen.
/// </summary>
internal static class ArmourDetector
{
    private const int LabelMax = 40;
    private const int BodyMin = 20;
    private const int PreambleMax = 256;

    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        if (text[at - 1] == '-' || !text.Stands(at, "-----BEGIN "))
        {
            return false;
        }

        var label = at + 11;
        var end = label;
        while (end - label < LabelMax && (Chars.Is(text[end], CharSet.Upper | CharSet.Digit) || text[end] == ' '))
        {
            end++;
        }

        if (text.Slice(label, end).IndexOf("PRIVATE KEY") < 0 || !text.Stands(end, "-----") || !HasBody(ref text, end + 5))
        {
            return false;
        }

        found = new Candidate(EntityKind.PrivateKey, at, end + 5, TailKind.Armour);
        return true;
    }

    /// <summary>A run of base64 comes before anything that is no line end, no escape and no header.</summary>
    private static bool HasBody(ref Probe text, int from)
    {
        var run = 0;
        for (var i = from; i - from < PreambleMax; i++)
        {
            var c = text[i];
            run = Chars.Is(c, CharSet.Alnum | CharSet.Base64Sign) ? run + 1 : 0;
            if (run >= BodyMin)
            {
                return true;
            }

            if (c == '\0' || c is '<' or '[' or '…' || (c == '.' && text[i + 1] == '.'))
            {
                return false;
            }
        }

        return false;
    }
}
