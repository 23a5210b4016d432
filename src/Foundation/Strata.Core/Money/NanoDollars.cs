using System.Globalization;

namespace Strata.Core.Money;

/// <summary>An amount of US dollars in whole billionths: sums are exact. Range ± 9.2 billion dollars; overflow throws.</summary>
/// <param name="Nanos">Billionths of a dollar.</param>
public readonly record struct NanoDollars(long Nanos) : IComparable<NanoDollars>
{
    private const long NanosPerDollar = 1_000_000_000;

    /// <summary>Nothing. Not to be used for "unknown": that is a missing value.</summary>
    public static NanoDollars Zero => default;

    /// <summary>An amount from a decimal number of dollars, rounded half away from zero to a billionth.</summary>
    public static NanoDollars FromDollars(decimal dollars) =>
        new(checked((long)decimal.Round(dollars * NanosPerDollar, MidpointRounding.AwayFromZero)));

    /// <summary>The amount in dollars.</summary>
    public decimal Dollars => (decimal)Nanos / NanosPerDollar;

    /// <summary>The exact sum.</summary>
    public static NanoDollars operator +(NanoDollars left, NanoDollars right) => new(checked(left.Nanos + right.Nanos));

    /// <summary>The exact difference.</summary>
    public static NanoDollars operator -(NanoDollars left, NanoDollars right) => new(checked(left.Nanos - right.Nanos));

    /// <summary>The exact sum; the named form of the operator.</summary>
    public static NanoDollars Add(NanoDollars left, NanoDollars right) => left + right;

    /// <summary>The exact difference; the named form of the operator.</summary>
    public static NanoDollars Subtract(NanoDollars left, NanoDollars right) => left - right;

    /// <summary>Whether left is less.</summary>
    public static bool operator <(NanoDollars left, NanoDollars right) => left.Nanos < right.Nanos;

    /// <summary>Whether left is more.</summary>
    public static bool operator >(NanoDollars left, NanoDollars right) => left.Nanos > right.Nanos;

    /// <summary>Whether left is not more.</summary>
    public static bool operator <=(NanoDollars left, NanoDollars right) => left.Nanos <= right.Nanos;

    /// <summary>Whether left is not less.</summary>
    public static bool operator >=(NanoDollars left, NanoDollars right) => left.Nanos >= right.Nanos;

    /// <inheritdoc/>
    public int CompareTo(NanoDollars other) => Nanos.CompareTo(other.Nanos);

    /// <summary>
    /// All digits, in groups of three after the point, at least two decimals: <c>$12.50</c>, <c>$0.004 31</c>, <c>-$0.000 000 001</c>.
    /// </summary>
    public override string ToString()
    {
        var magnitude = Nanos < 0 ? (UInt128)(-(Int128)Nanos) : (UInt128)Nanos;
        var fraction = ((ulong)(magnitude % NanosPerDollar)).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0').PadRight(2, '0');
        var text = new System.Text.StringBuilder(Nanos < 0 ? "-$" : "$");
        text.Append(((ulong)(magnitude / NanosPerDollar)).ToString("N0", CultureInfo.InvariantCulture)).Append('.');
        for (var i = 0; i < fraction.Length; i++)
        {
            if (i > 0 && i % 3 == 0)
            {
                text.Append(' ');
            }

            text.Append(fraction[i]);
        }

        return text.ToString();
    }
}
