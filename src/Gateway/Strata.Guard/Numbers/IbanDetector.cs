using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Numbers;

/// <summary>An IBAN (ISO 13616): the country's length, remainder 1 modulo 97; electronic or printed with single blanks or hyphens, in either case.</summary>
internal static class IbanDetector
{
    public static bool TryFind(ref Probe text, int at, out Candidate found)
    {
        found = default;
        if (!Chars.IsLetter(text[at - 1]) || !Chars.IsLetter(text[at - 2]) || Chars.IsWord(text[at - 3]) || !Chars.IsDigit(text[at + 1]))
        {
            return false;
        }

        var length = IbanCountries.LengthOf(text[at - 2], text[at - 1]);
        Span<char> account = stackalloc char[34];
        var count = 0;
        var index = at + 2;
        while (count < length - 4)
        {
            var c = text[index];
            if (Chars.Is(c, CharSet.GroupSign) && count % 4 == 0 && Chars.Is(text[index + 1], CharSet.Alnum))
            {
                index++;
            }
            else if (Chars.Is(c, CharSet.Alnum))
            {
                account[count++] = c;
                index++;
            }
            else
            {
                return false;
            }
        }

        if (length == 0 || Chars.IsWord(text[index]) || Remainder(account[..count], text.Slice(at - 2, at + 2)) != 1)
        {
            return false;
        }

        found = new Candidate(EntityKind.Iban, at - 2, index);
        return true;
    }

    /// <summary>ISO 7064 MOD 97-10 over the account, then country and check digits, letters as 10 to 35.</summary>
    private static int Remainder(ReadOnlySpan<char> account, ReadOnlySpan<char> head)
    {
        var rest = 0;
        foreach (var c in account)
        {
            rest = Next(rest, c);
        }

        foreach (var c in head)
        {
            rest = Next(rest, c);
        }

        return rest;
    }

    private static int Next(int rest, char c) => Chars.IsDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + ((c & ~0x20) - 'A' + 10)) % 97;
}
