using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>Runs of classes, and the pieces that all hand-written splitters share.</summary>
internal static class Runs
{
    /// <summary>End of the run of code points of <paramref name="classes"/> that starts at <paramref name="index"/>.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int index, CharClass classes, int longest = int.MaxValue)
    {
        for (var count = 0; index < text.Length && count < longest; count++)
        {
            if ((CharClasses.At(text, index, out var length) & classes) == 0)
            {
                break;
            }

            index += length;
        }

        return index;
    }

    /// <summary>End of the run of code points in none of <paramref name="classes"/>.</summary>
    public static int EndOfNot(ReadOnlySpan<char> text, int index, CharClass classes)
    {
        while (index < text.Length && (CharClasses.At(text, index, out var length) & classes) == 0)
        {
            index += length;
        }

        return index;
    }

    /// <summary>A run of blanks gives its last one to the word that follows; at the end of the text it stays whole.</summary>
    public static int EndOfBlanks(ReadOnlySpan<char> text, int index)
    {
        var end = EndOf(text, index, CharClass.Space);
        return end < text.Length && end - index > 1 ? end - 1 : end;
    }

    /// <summary>Length of an English contraction ('s 't 're 've 'm 'll 'd) at an apostrophe, or 0.</summary>
    public static int Contraction(ReadOnlySpan<char> text, int index, bool ignoreCase)
    {
        if (index + 1 >= text.Length || text[index] != '\'')
        {
            return 0;
        }

        var first = Fold(text[index + 1], ignoreCase);
        if (first is 's' or 't' or 'm' or 'd')
        {
            return 2;
        }

        var second = index + 2 < text.Length ? Fold(text[index + 2], ignoreCase) : '\0';
        return (first, second) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    private static char Fold(char c, bool ignoreCase) => ignoreCase && char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
}
