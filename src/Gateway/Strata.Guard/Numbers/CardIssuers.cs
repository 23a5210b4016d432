namespace Strata.Guard.Numbers;

/// <summary>Issuer ranges of payment cards by their leading digits (ISO/IEC 7812; the networks' published ranges) with their lengths.</summary>
internal static class CardIssuers
{
    /// <summary>Low and high of a range of leading digits, how many digits that is, the shortest and longest number.</summary>
    private static readonly (int Low, int High, int Digits, int Min, int Max, bool IsSure)[] Ranges =
    [
        (4, 4, 1, 16, 16, true),
        (4, 4, 1, 19, 19, true),
        (4, 4, 1, 13, 13, false),
        (51, 55, 2, 16, 16, true),
        (2221, 2720, 4, 16, 16, true),
        (34, 34, 2, 15, 15, true),
        (37, 37, 2, 15, 15, true),
        (6011, 6011, 4, 16, 19, true),
        (644, 649, 3, 16, 19, true),
        (65, 65, 2, 16, 19, true),
        (300, 305, 3, 14, 19, true),
        (3095, 3095, 4, 14, 19, true),
        (36, 36, 2, 14, 19, true),
        (38, 39, 2, 14, 19, true),
        (3528, 3589, 4, 16, 19, true),
        (62, 62, 2, 16, 19, true),
        (81, 81, 2, 16, 19, true),
        (2200, 2204, 4, 16, 19, true),
        (60, 60, 2, 16, 16, true),
        (9792, 9792, 4, 16, 16, true),
        (5018, 5020, 4, 16, 19, true),
        (506099, 506198, 6, 16, 19, true),
        (50, 50, 2, 12, 19, false),
        (56, 69, 2, 12, 19, false),
        (1, 1, 1, 15, 15, false),
    ];

    /// <summary>Whether a network issues such numbers; <paramref name="isSure"/> is false where only words around it make a card of it.</summary>
    public static bool Knows(ReadOnlySpan<byte> digits, out bool isSure)
    {
        isSure = false;
        var known = false;
        var leading = 0;
        Span<int> heads = stackalloc int[7];
        for (var i = 0; i < 6; i++)
        {
            leading = (leading * 10) + digits[i];
            heads[i + 1] = leading;
        }

        foreach (var (low, high, count, min, max, sure) in Ranges)
        {
            if (heads[count] >= low && heads[count] <= high && digits.Length >= min && digits.Length <= max)
            {
                known = true;
                isSure |= sure;
            }
        }

        return known;
    }

    /// <summary>The check digit of ISO/IEC 7812-1 annex B.</summary>
    public static bool HasCheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)];
            sum += (i & 1) == 0 ? digit : digit < 5 ? digit * 2 : (digit * 2) - 9;
        }

        return sum % 10 == 0;
    }
}
