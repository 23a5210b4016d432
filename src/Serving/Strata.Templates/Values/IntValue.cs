using System.Globalization;
using System.Numerics;
using System.Text;

namespace Strata.Templates.Values;

/// <summary>A whole number of any size up to <see cref="BitsMax"/>.</summary>
internal sealed class IntValue : Value
{
    /// <summary>Near the 4,300 decimal digits at which Python itself refuses to print.</summary>
    public const int BitsMax = 14_280;

    private static readonly IntValue[] Small = [.. Enumerable.Range(-5, 262).Select(n => new IntValue(n))];

    private IntValue(BigInteger number) => Number = number;

    public BigInteger Number { get; }

    public override string TypeName => "int";

    public override bool IsTruthy => !Number.IsZero;

    public static IntValue Of(int number) => number is >= -5 and < 257 ? Small[number + 5] : new IntValue(number);

    public static IntValue Of(BigInteger number)
    {
        if (number.GetBitLength() > BitsMax)
        {
            throw Fault.Limit($"a whole number has more than {BitsMax} bits");
        }

        return number >= -5 && number < 257 ? Small[(int)number + 5] : new IntValue(number);
    }

    /// <summary>The number clamped to 32 bits: enough for positions, which are then compared with a length.</summary>
    public int Clamped() => (int)BigInteger.Clamp(Number, int.MinValue, int.MaxValue);

    public override void AppendRepr(StringBuilder text, int depth) => text.Append(Number.ToString(CultureInfo.InvariantCulture));
}
