using System.Globalization;

namespace Strata.Tokenizers.Unicode;

/// <summary>The named sets of code points that patterns use: general categories, the shorthand classes, and four scripts.</summary>
internal static class UnicodeSets
{
    public static readonly CodePointSet Any = new(_ => true);
    public static readonly CodePointSet NotNewline = new(c => c != '\n');
    public static readonly CodePointSet Space = new(c => (CharClasses.Of(c) & CharClass.Space) != 0);
    public static readonly CodePointSet Digit = CodePointSet.Categories(UnicodeCategory.DecimalDigitNumber);
    public static readonly CodePointSet Word = new(IsWord);
    public static readonly CodePointSet HexDigit = new(c => c < 128 && char.IsAsciiHexDigit((char)c));

    private static readonly string[] CategoryNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    /// <summary>Whether a code point is part of a word: letters, letter-like numbers and symbols, marks, digits, connectors.</summary>
    public static bool IsWord(int c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        <= UnicodeCategory.LetterNumber => true,
        UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.OtherSymbol => c is >= 0x24B6 and <= 0x24E9 or >= 0x1F130 and <= 0x1F149 or >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189,
        _ => false,
    };

    /// <summary>The set a property names (<c>Lu</c>, <c>L</c>, <c>Letter</c>, <c>Han</c> …), or null.</summary>
    public static CodePointSet? Named(string name)
    {
        var wanted = name switch
        {
            "Letter" => "L",
            "Mark" => "M",
            "Number" => "N",
            "Punctuation" or "Punct" or "punct" => "P",
            "Symbol" => "S",
            "Separator" => "Z",
            "Other" => "C",
            _ => name,
        };
        if (wanted is "L&" or "LC")
        {
            return CodePointSet.Categories(UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter);
        }

        var categories = Enumerable.Range(0, CategoryNames.Length)
            .Where(i => CategoryNames[i] == wanted || (wanted.Length == 1 && CategoryNames[i][0] == wanted[0]))
            .Select(i => (UnicodeCategory)i).ToArray();
        return categories.Length > 0 ? CodePointSet.Categories(categories) : Script(wanted) ?? Shorthand(wanted);
    }

    private static CodePointSet? Shorthand(string name) => name switch
    {
        "Alphabetic" or "Alpha" or "alpha" =>
            new CodePointSet(c => IsWord(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation)),
        "White_Space" or "Space" or "space" => Space,
        "Digit" or "digit" => Digit,
        "Word" or "word" => Word,
        "XDigit" or "xdigit" => HexDigit,
        "Alnum" or "alnum" => new CodePointSet(c => IsWord(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.ConnectorPunctuation),
        "Upper" or "upper" or "Uppercase" => CodePointSet.Categories(UnicodeCategory.UppercaseLetter),
        "Lower" or "lower" or "Lowercase" => CodePointSet.Categories(UnicodeCategory.LowercaseLetter),
        "Any" => Any,
        _ => null,
    };

    private static CodePointSet? Script(string name) => name switch
    {
        "Han" or "Script=Han" => Ranges(
            0x2E80, 0x2E99, 0x2E9B, 0x2EF3, 0x2F00, 0x2FD5, 0x3005, 0x3005, 0x3007, 0x3007, 0x3021, 0x3029, 0x3038, 0x303B, 0x3400, 0x4DBF,
            0x4E00, 0x9FFF, 0xF900, 0xFA6D, 0xFA70, 0xFAD9, 0x16FE2, 0x16FE3, 0x16FF0, 0x16FF1, 0x20000, 0x2A6DF, 0x2A700, 0x2B739,
            0x2B740, 0x2B81D, 0x2B820, 0x2CEA1, 0x2CEB0, 0x2EBE0, 0x2EBF0, 0x2EE5D, 0x2F800, 0x2FA1D, 0x30000, 0x3134A, 0x31350, 0x323AF),
        "Hiragana" or "Script=Hiragana" => Ranges(0x3041, 0x3096, 0x309D, 0x309F, 0x1B001, 0x1B11F, 0x1B132, 0x1B132, 0x1B150, 0x1B152, 0x1F200, 0x1F200),
        "Katakana" or "Script=Katakana" => Ranges(
            0x30A1, 0x30FA, 0x30FD, 0x30FF, 0x31F0, 0x31FF, 0x32D0, 0x32FE, 0x3300, 0x3357, 0xFF66, 0xFF6F, 0xFF71, 0xFF9D,
            0x1B000, 0x1B000, 0x1B120, 0x1B122, 0x1B155, 0x1B155, 0x1B164, 0x1B167),
        "Hangul" or "Script=Hangul" => Ranges(
            0x1100, 0x11FF, 0x302E, 0x302F, 0x3131, 0x318E, 0x3200, 0x321E, 0x3260, 0x327E, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
            0xD7B0, 0xD7C6, 0xD7CB, 0xD7FB, 0xFFA0, 0xFFBE, 0xFFC2, 0xFFC7, 0xFFCA, 0xFFCF, 0xFFD2, 0xFFD7, 0xFFDA, 0xFFDC),
        _ => null,
    };

    private static CodePointSet Ranges(params int[] bounds) => new(c =>
    {
        for (var i = 0; i < bounds.Length; i += 2)
        {
            if (c <= bounds[i + 1])
            {
                return c >= bounds[i];
            }
        }

        return false;
    });
}
