using System.Runtime.CompilerServices;

namespace Strata.Guard.Text;

/// <summary>One table look-up per character for everything below U+0590; above that only white space is told apart.</summary>
internal static class Chars
{
    private const int TableLength = 0x590;
    private static readonly CharSet[] Table = Build();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(char c, CharSet set) => ((c < TableLength ? Table[c] : High(c)) & set) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWord(char c) => Is(c, CharSet.Word);

    public static bool IsDigit(char c) => (uint)(c - '0') < 10;

    public static bool IsLetter(char c) => (uint)((c | 0x20) - 'a') < 26;

    /// <summary>The class of a character; NUL, which stands for the end, ends values and belongs to nothing else.</summary>
    public static CharSet Of(char c) => c < TableLength ? Table[c] : High(c);

    private static CharSet High(char c) => c switch
    {
        '\u2010' or '\u2011' or '\u2012' or '\u2013' => CharSet.GroupSign,
        '\u2009' or '\u202F' or '\u2007' or '\u3000' or '\u2002' or '\u2003' => CharSet.GroupSign | CharSet.Space | CharSet.ValueEnd,
        '\u2126' or '\u212A' or '\u212B' => CharSet.OtherLetter,
        '\u2028' or '\u2029' => CharSet.Space | CharSet.ValueEnd | CharSet.Line,
        '\u201C' or '\u201D' or '\u2018' or '\u2019' or '\u3001' or '\u3002' or '\uFF0C' => CharSet.ValueEnd,
        _ => CharSet.None,
    };

    private static CharSet[] Build()
    {
        var table = new CharSet[TableLength];
        for (var c = '\0'; c < TableLength; c++)
        {
            table[c] = c switch
            {
                >= '0' and <= '9' => CharSet.Digit,
                >= 'A' and <= 'F' => CharSet.Upper | CharSet.HexLetter,
                >= 'a' and <= 'f' => CharSet.Lower | CharSet.HexLetter,
                >= 'A' and <= 'Z' => CharSet.Upper,
                >= 'a' and <= 'z' => CharSet.Lower,
                '_' => CharSet.Underscore,
                '-' => CharSet.Hyphen | CharSet.GroupSign,
                '+' => CharSet.Base64Sign | CharSet.MailSign,
                '/' or '=' => CharSet.Base64Sign,
                '.' or '%' or '\'' => CharSet.MailSign,
                '~' or '!' or '#' or '$' or '&' or '*' or '^' or '{' or '}' or '|' or '?' => CharSet.RunSign,
                '\n' or '\r' => CharSet.Space | CharSet.ValueEnd | CharSet.Line,
                ' ' or '\u00A0' => CharSet.Space | CharSet.ValueEnd | CharSet.GroupSign,
                '\t' or '\v' or '\f' => CharSet.Space | CharSet.ValueEnd,
                '\0' or '"' or '`' or '<' or '>' => CharSet.ValueEnd,
                >= '\u00C0' when char.IsLetter(c) || c == '\u0301' => CharSet.OtherLetter,
                _ => CharSet.None,
            };
        }

        table['\''] |= CharSet.ValueEnd;
        return table;
    }
}
