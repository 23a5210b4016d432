using System.Globalization;
using System.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Syntax;

/// <summary>Python's escapes in a text literal; one it does not know stays as written.</summary>
internal static class Escapes
{
    public static string Read(string literal, int line)
    {
        if (!literal.Contains('\\', StringComparison.Ordinal))
        {
            return literal;
        }

        var output = new StringBuilder(literal.Length);
        for (var at = 0; at < literal.Length;)
        {
            if (literal[at] != '\\')
            {
                output.Append(literal[at++]);
                continue;
            }

            at += 1 + One(output, literal, at + 1, line);
        }

        return output.ToString();
    }

    /// <summary>Appends the escape whose letter is at the position; returns the characters it takes after the backslash.</summary>
    private static int One(StringBuilder output, string literal, int at, int line)
    {
        var letter = literal[at];
        switch (letter)
        {
            case '\n':
                return 1;
            case 'x':
                return 1 + Code(output, literal, at + 1, 2, line);
            case 'u':
                return 1 + Code(output, literal, at + 1, 4, line);
            case 'U':
                return 1 + Code(output, literal, at + 1, 8, line);
            case >= '0' and <= '7':
                return Octal(output, literal, at);
        }

        var place = "abfnrtv\\'\"".IndexOf(letter, StringComparison.Ordinal);
        _ = place < 0 ? output.Append('\\').Append(letter) : output.Append("\a\b\f\n\r\t\v\\'\""[place]);
        return 1;
    }

    private static int Code(StringBuilder output, string literal, int at, int digits, int line)
    {
        if (at + digits > literal.Length
            || !uint.TryParse(literal.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code > 0x10FFFF)
        {
            throw new Fault(FaultKind.Syntax, $"a text has a broken \\{literal[at - 1]} escape", line);
        }

        _ = code < 0x10000 ? output.Append((char)code) : output.Append(char.ConvertFromUtf32((int)code));
        return digits;
    }

    private static int Octal(StringBuilder output, string literal, int at)
    {
        var (code, digits) = (0, 0);
        for (; digits < 3 && at + digits < literal.Length && literal[at + digits] is >= '0' and <= '7'; digits++)
        {
            code = (code * 8) + (literal[at + digits] - '0');
        }

        output.Append((char)code);
        return digits;
    }
}
