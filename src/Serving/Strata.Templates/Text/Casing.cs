using System.Globalization;
using System.Text;

namespace Strata.Templates.Text;

/// <summary>Python's case mappings, which may lengthen a text: the framework's one-to-one mapping plus <see cref="SpecialCasing"/>.</summary>
internal static class Casing
{
    public static string Upper(string text) => Map(text, UpperOne);

    public static string Lower(string text) => Map(text, LowerOne) is var lower && lower.Contains('σ', StringComparison.Ordinal)
        ? FinalSigma(text, lower)
        : lower;

    public static string SwapCase(string text) => Map(text, rune => IsUpper(rune) ? LowerOne(rune) : IsLower(rune) ? UpperOne(rune) : rune.ToString());

    /// <summary>The first character in title case, the rest in lower case.</summary>
    public static string Capitalize(string text)
    {
        var first = text.Length == 0 ? 0 : CodePoints.Width(text, 0);
        return Map(text[..first], TitleOne) + Lower(text[first..]);
    }

    /// <summary>Every run of cased characters begins in title case.</summary>
    public static string Title(string text)
    {
        var afterCased = false;
        return Map(text, rune =>
        {
            var mapped = afterCased ? LowerOne(rune) : TitleOne(rune);
            afterCased = IsCased(rune);
            return mapped;
        });
    }

    public static bool IsUpper(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter || rune.Value is (>= 0x2160 and <= 0x216F) or (>= 0x24B6 and <= 0x24CF);

    public static bool IsLower(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.LowercaseLetter
        || rune.Value is 0xAA or 0xBA or (>= 0x2170 and <= 0x217F) or (>= 0x24D0 and <= 0x24E9) or (>= 0x2B0 and <= 0x2B8);

    public static bool IsCased(Rune rune) => IsUpper(rune) || IsLower(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;

    private static string UpperOne(Rune rune) => SpecialCasing.Upper(rune.Value) ?? Rune.ToUpperInvariant(rune).ToString();

    private static string LowerOne(Rune rune) => SpecialCasing.Lower(rune.Value) ?? Rune.ToLowerInvariant(rune).ToString();

    private static string TitleOne(Rune rune) => SpecialCasing.Title(rune.Value) ?? UpperOne(rune);

    private static string Map(string text, Func<Rune, string> map)
    {
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var width = CodePoints.Width(text, i);
            _ = Rune.TryGetRuneAt(text, i, out var rune) ? output.Append(map(rune)) : output.Append(text, i, width);
            i += width;
        }

        return output.ToString();
    }

    /// <summary>Σ at the end of a word becomes ς.</summary>
    private static string FinalSigma(string source, string lower)
    {
        if (!source.Contains('Σ', StringComparison.Ordinal) || lower.Length != source.Length)
        {
            return lower;
        }

        var output = lower.ToCharArray();
        for (var i = 1; i < output.Length; i++)
        {
            var isLast = i + 1 == output.Length || !char.IsLetter(source[i + 1]);
            output[i] = source[i] == 'Σ' && char.IsLetter(source[i - 1]) && isLast ? 'ς' : output[i];
        }

        return new string(output);
    }
}
