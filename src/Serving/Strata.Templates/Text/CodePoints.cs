namespace Strata.Templates.Text;

/// <summary>Python counts code points, .NET counts UTF-16 units: the arithmetic between them. Costs one scan where a text has surrogates.</summary>
internal static class CodePoints
{
    public static bool IsPlain(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;

    /// <summary>Units of the code point at a position: 1 or 2.</summary>
    public static int Width(string text, int position) =>
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;

    public static int Count(string text) => IsPlain(text) ? text.Length : CountBefore(text, text.Length);

    /// <summary>Code points before a UTF-16 position.</summary>
    public static int CountBefore(string text, int position)
    {
        var count = 0;
        for (var i = 0; i < position; i += Width(text, i))
        {
            count++;
        }

        return count;
    }

    /// <summary>The UTF-16 position of a code point, or the text's length past the end.</summary>
    public static int Position(string text, int codePoint)
    {
        if (IsPlain(text))
        {
            return Math.Min(codePoint, text.Length);
        }

        var i = 0;
        for (; codePoint > 0 && i < text.Length; codePoint--)
        {
            i += Width(text, i);
        }

        return i;
    }

    /// <summary>Order by code point: surrogates come after every plain character.</summary>
    public static int Compare(string a, string b)
    {
        var shared = Math.Min(a.Length, b.Length);
        for (var i = 0; i < shared; i++)
        {
            if (a[i] != b[i])
            {
                var (x, y) = (char.IsSurrogate(a[i]), char.IsSurrogate(b[i]));
                return x == y ? a[i].CompareTo(b[i]) : x ? 1 : -1;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
