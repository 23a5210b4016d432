using System.Globalization;

namespace Strata.Templates.Text;

/// <summary>Prints numbers as Python does: the shortest digits that read back, an exponent below 1e-4 and from 1e16 on.</summary>
internal static class FloatText
{
    public static string Repr(double number)
    {
        if (!double.IsFinite(number))
        {
            return NonFinite(number);
        }

        var (digits, exponent) = Shortest(Math.Abs(number));
        var body = exponent is > -5 and < 16 ? Fixed(digits, exponent) : Scientific(digits, exponent);
        return double.IsNegative(number) ? "-" + body : body;
    }

    public static string NonFinite(double number) => double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";

    /// <summary>The significant digits, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Shortest(double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? shortest : shortest[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        return digits.Length == 0 ? ("0", 0) : (digits.TrimEnd('0'), exponent - (all.Length - digits.Length));
    }

    private static string Fixed(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        var isWhole = digits.Length <= exponent + 1;
        return isWhole ? digits.PadRight(exponent + 1, '0') + ".0" : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        var sign = exponent < 0 ? "-" : "+";
        return $"{mantissa}e{sign}{Math.Abs(exponent):00}";
    }
}
