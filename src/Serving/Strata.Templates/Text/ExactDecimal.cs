using System.Globalization;
using System.Numerics;

namespace Strata.Templates.Text;

/// <summary>
/// Prints a non-negative finite number with a given precision from its exact binary value, ties to even, as Python does
/// (the framework rounds ties away from zero). Costs big-integer work in the exponent; callers bound the precision.
/// </summary>
internal static class ExactDecimal
{
    /// <summary>Python's <c>%.Nf</c>.</summary>
    public static string Fixed(double number, int precision)
    {
        var digits = Scaled(number, precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return precision == 0 ? digits : digits[..^precision] + "." + digits[^precision..];
    }

    /// <summary>Python's <c>%.Ne</c>.</summary>
    public static string Scientific(double number, int precision)
    {
        var (digits, exponent) = Significant(number, precision + 1);
        var mantissa = precision == 0 ? digits : digits[..1] + "." + digits[1..];
        return mantissa + Exponent(exponent);
    }

    /// <summary>Python's <c>%.Ng</c>.</summary>
    public static string General(double number, int precision, bool keepZeros)
    {
        precision = Math.Max(precision, 1);
        var (digits, exponent) = Significant(number, precision);
        if (exponent >= -4 && exponent < precision)
        {
            return Trimmed(Fixed(number, precision - 1 - exponent), keepZeros);
        }

        var mantissa = digits.Length == 1 ? digits : Trimmed(digits[..1] + "." + digits[1..], keepZeros);
        return mantissa + Exponent(exponent);
    }

    /// <summary>Python's <c>round(number, digits)</c> for any sign.</summary>
    public static double Round(double number, int digits)
    {
        if (!double.IsFinite(number) || digits > 320)
        {
            return number;
        }

        if (digits < -310)
        {
            return number * 0;
        }

        var scaled = Scaled(Math.Abs(number), digits).ToString(CultureInfo.InvariantCulture);
        return Math.CopySign(double.Parse($"{scaled}E{-digits}", CultureInfo.InvariantCulture), number);
    }

    private static string Trimmed(string text, bool keepZeros) =>
        keepZeros || !text.Contains('.', StringComparison.Ordinal) ? text : text.TrimEnd('0').TrimEnd('.');

    private static string Exponent(int exponent) => $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    private static (string Digits, int Exponent) Significant(double number, int count)
    {
        if (number == 0)
        {
            return (new string('0', count), 0);
        }

        var exponent = (int)Math.Floor(Math.Log10(number)) - 1;
        while (true)
        {
            var digits = Scaled(number, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length <= count)
            {
                return (digits, exponent);
            }

            exponent++;
        }
    }

    /// <summary>number × 10^power, rounded to a whole number, ties to even.</summary>
    private static BigInteger Scaled(double number, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        (mantissa, exponent) = exponent == 0 ? (mantissa, -1074) : (mantissa | (1L << 52), exponent - 1075);
        BigInteger top = mantissa;
        var bottom = BigInteger.One;
        top *= power > 0 ? BigInteger.Pow(10, power) : 1;
        bottom *= power < 0 ? BigInteger.Pow(10, -power) : 1;
        top <<= Math.Max(exponent, 0);
        bottom <<= Math.Max(-exponent, 0);
        var whole = BigInteger.DivRem(top, bottom, out var rest);
        var half = (rest << 1).CompareTo(bottom);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }
}
