using System.Globalization;
using System.Text;

namespace Strata.Templates.Text;

/// <summary>Python's <c>repr()</c> of a string: single quotes unless only those occur inside, escapes for what does not print.</summary>
internal static class TextRepr
{
    public static void Append(StringBuilder output, string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        output.Append(quote);
        for (var i = 0; i < text.Length;)
        {
            var width = CodePoints.Width(text, i);
            AppendOne(output, text.AsSpan(i, width), quote);
            i += width;
        }

        output.Append(quote);
    }

    /// <summary>Python's <c>str.isprintable</c> for one code point.</summary>
    public static bool IsPrintable(int codePoint) => codePoint == ' ' || CharUnicodeInfo.GetUnicodeCategory(codePoint) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    private static void AppendOne(StringBuilder output, ReadOnlySpan<char> piece, char quote)
    {
        var codePoint = piece.Length == 2 ? char.ConvertToUtf32(piece[0], piece[1]) : piece[0];
        _ = codePoint switch
        {
            '\n' => output.Append("\\n"),
            '\r' => output.Append("\\r"),
            '\t' => output.Append("\\t"),
            '\\' => output.Append("\\\\"),
            _ when codePoint == quote => output.Append('\\').Append(quote),
            _ when IsPrintable(codePoint) => output.Append(piece),
            < 0x100 => output.Append($"\\x{codePoint:x2}"),
            < 0x10000 => output.Append($"\\u{codePoint:x4}"),
            _ => output.Append($"\\U{codePoint:x8}"),
        };
    }
}
