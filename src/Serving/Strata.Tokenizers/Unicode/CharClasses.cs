using System.Globalization;

namespace Strata.Tokenizers.Unicode;

/// <summary>
/// Class of a code point by its general category, one table look-up for the basic plane. Space is Unicode's White_Space;
/// control is Cc, Cf, Co and Cs without the white space; newline is CR or LF only. The 64 KB table is built at first use.
/// </summary>
internal static class CharClasses
{
    private static readonly CharClass[] Basic = Build();

    public static CharClass Of(char c) => Basic[c];

    /// <summary>The class of the code point at <paramref name="index"/>, and its length in UTF-16 units.</summary>
    public static CharClass At(ReadOnlySpan<char> text, int index, out int length)
    {
        var c = text[index];
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            length = 2;
            return Compute(char.ConvertToUtf32(c, text[index + 1]));
        }

        length = 1;
        return Basic[c];
    }

    public static CharClass Of(int codePoint) => codePoint < 0x10000 ? Basic[codePoint] : Compute(codePoint);

    private static CharClass[] Build()
    {
        var table = new CharClass[0x10000];
        for (var c = 0; c < table.Length; c++)
        {
            table[c] = Compute(c);
        }

        return table;
    }

    private static CharClass Compute(int c)
    {
        if (c is '\r' or '\n')
        {
            return CharClass.Space | CharClass.Newline;
        }

        if (c is >= 9 and <= 13 or 0x85)
        {
            return CharClass.Space;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            <= UnicodeCategory.OtherLetter => CharClass.Letter,
            <= UnicodeCategory.EnclosingMark => CharClass.Mark,
            <= UnicodeCategory.OtherNumber => CharClass.Number,
            <= UnicodeCategory.ParagraphSeparator => CharClass.Space,
            <= UnicodeCategory.PrivateUse => CharClass.Control,
            <= UnicodeCategory.OtherPunctuation => CharClass.Punctuation,
            <= UnicodeCategory.OtherSymbol => CharClass.Symbol,
            _ => CharClass.None,
        };
    }
}
