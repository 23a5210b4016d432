using System.Globalization;
using System.Numerics;
using Strata.Templates.Text;

namespace Strata.Templates.Operations;

/// <summary>Prints numbers under a <see cref="NumberStyle"/>.</summary>
internal static class NumberFormat
{
    public static string Whole(BigInteger number, NumberStyle style)
    {
        var magnitude = BigInteger.Abs(number);
        var (digits, prefix) = style.Type switch
        {
            'x' => (InBase(magnitude, 16), "0x"),
            'X' => (InBase(magnitude, 16).ToUpperInvariant(), "0X"),
            'o' => (InBase(magnitude, 8), "0o"),
            'b' => (InBase(magnitude, 2), "0b"),
            _ => (magnitude.ToString(CultureInfo.InvariantCulture), ""),
        };
        digits = digits.PadLeft(style.Precision ?? 0, '0');
        return Assemble(Sign(number.Sign < 0, style) + (style.Alternate ? prefix : ""), digits, "", style);
    }

    public static string Real(double number, NumberStyle style)
    {
        var magnitude = Math.Abs(number);
        var sign = Sign(double.IsNegative(number) && !double.IsNaN(number), style);
        var body = double.IsFinite(number) ? Body(magnitude, style) : FloatText.NonFinite(magnitude);
        body = style.Type is 'E' or 'F' or 'G' ? body.ToUpperInvariant() : body;
        var end = body.AsSpan().IndexOfAnyExceptInRange('0', '9') is var at && at < 0 ? body.Length : at;
        return Assemble(sign, body[..end], body[end..], style);
    }

    /// <summary>Puts a text into its width.</summary>
    public static string Pad(string text, NumberStyle style, char align)
    {
        var missing = style.Width - CodePoints.Count(text);
        if (missing <= 0)
        {
            return text;
        }

        var left = (style.Align ?? align) switch
        {
            '<' => 0,
            '^' => missing / 2,
            _ => missing,
        };
        return new string(style.Fill, left) + text + new string(style.Fill, missing - left);
    }

    private static string Body(double number, NumberStyle style)
    {
        var precision = style.Precision ?? 6;
        var text = style.Type switch
        {
            'e' or 'E' => ExactDecimal.Scientific(number, precision),
            'f' or 'F' => ExactDecimal.Fixed(number, precision),
            '%' => ExactDecimal.Fixed(number * 100, precision) + "%",
            'g' or 'G' or 'n' => ExactDecimal.General(number, precision, style.Alternate),
            _ when style.Precision is null => FloatText.Repr(number),
            _ => ExactDecimal.General(number, precision, style.Alternate) is var general && general.AsSpan().ContainsAny('.', 'e')
                ? general
                : general + ".0",
        };
        return style.Alternate && precision == 0 && style.Type is 'f' or 'F' && !text.Contains('.', StringComparison.Ordinal) ? text + "." : text;
    }

    private static string Assemble(string sign, string digits, string rest, NumberStyle style)
    {
        var (group, width) = (style.Type is 'x' or 'X' or 'o' or 'b' ? 4 : 3, style.Width - sign.Length - rest.Length);
        if (style.Grouping is { } separator)
        {
            var least = style is { Align: '=', Fill: '0' } ? width - ((width - 1) / (group + 1)) : 0;
            digits = Grouped(digits.PadLeft(Math.Max(least, 0), '0'), separator, group);
        }

        if (style.Align == '=')
        {
            return sign + digits.PadLeft(Math.Max(width, 0), style.Fill) + rest;
        }

        return Pad(sign + digits + rest, style, '>');
    }

    private static string Grouped(string digits, char separator, int size)
    {
        for (var at = digits.Length - size; at > 0; at -= size)
        {
            digits = digits.Insert(at, separator.ToString());
        }

        return digits;
    }

    private static string Sign(bool isNegative, NumberStyle style) => isNegative ? "-" : style.Sign is '-' ? "" : style.Sign.ToString();

    private static string InBase(BigInteger number, int radix)
    {
        if (number.IsZero)
        {
            return "0";
        }

        var digits = new List<char>();
        for (; !number.IsZero; number /= radix)
        {
            digits.Add("0123456789abcdef"[(int)(number % radix)]);
        }

        digits.Reverse();
        return new string([.. digits]);
    }
}
