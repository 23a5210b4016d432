namespace Strata.Templates.Text;

/// <summary>What Python calls white space: .NET's, and the four information separators.</summary>
internal static class Whitespace
{
    public static bool Is(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';

    /// <summary>The first position from <paramref name="start"/> on that is not white space.</summary>
    public static int SkipForward(string text, int start)
    {
        while (start < text.Length && Is(text[start]))
        {
            start++;
        }

        return start;
    }

    /// <summary>The length of the text up to <paramref name="end"/> without its trailing white space.</summary>
    public static int SkipBackward(string text, int end)
    {
        while (end > 0 && Is(text[end - 1]))
        {
            end--;
        }

        return end;
    }
}
