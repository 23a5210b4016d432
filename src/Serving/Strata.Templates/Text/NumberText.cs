using System.Globalization;
using System.Numerics;

namespace Strata.Templates.Text;

/// <summary>Reads numbers from text as Python's <c>int()</c> and <c>float()</c> do: blanks around, underscores between digits.</summary>
internal static class NumberText
{
    private const int DigitsMax = 4300;

    public static bool TryWhole(string text, int radix, out BigInteger number)
    {
        number = default;
        var body = Trim(text);
        var isNegative = body.StartsWith('-');
        body = body.Length > 0 && body[0] is '+' or '-' ? body[1..] : body;
        var prefix = body.Length > 1 && body[0] == '0' ? char.ToLowerInvariant(body[1]) : ' ';
        var implied = prefix switch
        {
            'x' => 16,
            'o' => 8,
            'b' => 2,
            _ => 0,
        };
        if (implied != 0 && radix is 0 || implied == radix && radix != 0)
        {
            (radix, body) = (implied, body[2..].TrimStart('_'));
        }

        radix = radix == 0 ? 10 : radix;
        if (radix is < 2 or > 36 || !HasPlainUnderscores(body) || body.Length is 0 or > DigitsMax)
        {
            return false;
        }

        foreach (var character in body.Where(character => character != '_'))
        {
            var digit = char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? (character | 0x20) - 'a' + 10 : 99;
            if (digit >= radix)
            {
                return false;
            }

            number = (number * radix) + digit;
        }

        number = isNegative ? -number : number;
        return true;
    }

    public static bool TryReal(string text, out double number)
    {
        var body = Trim(text);
        var plain = body.TrimStart('+', '-').ToUpperInvariant();
        number = 0;
        if (body.Length - plain.Length > 1)
        {
            return false;
        }

        if (plain is "INF" or "INFINITY" or "NAN")
        {
            number = plain == "NAN" ? double.NaN : body.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return HasPlainUnderscores(body) && plain.Length <= DigitsMax
            && double.TryParse(body.Replace("_", "", StringComparison.Ordinal), Style, CultureInfo.InvariantCulture, out number);
    }

    private static string Trim(string text)
    {
        var start = Whitespace.SkipForward(text, 0);
        return text[start..Math.Max(start, Whitespace.SkipBackward(text, text.Length))];
    }

    private static bool HasPlainUnderscores(string body) =>
        !body.StartsWith('_') && !body.EndsWith('_') && !body.Contains("__", StringComparison.Ordinal);
}
