using System.Numerics;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Methods of int, bool and float.</summary>
internal static class NumberMethods
{
    private static readonly Signature Nothing = new("method", 0);

    public static IEnumerable<KeyValuePair<string, Routine>> OfInt =>
    [
        new("bit_length", new Routine(Nothing, (_, self, _) => IntValue.Of((int)BigInteger.Abs(Whole(self)).GetBitLength()))),
        new("conjugate", new Routine(Nothing, (_, self, _) => IntValue.Of(Whole(self)))),
    ];

    public static IEnumerable<KeyValuePair<string, Routine>> OfFloat =>
    [
        new("is_integer", new Routine(Nothing, (_, self, _) => BoolValue.Of(double.IsInteger(((FloatValue)self).Number)))),
        new("conjugate", new Routine(Nothing, (_, self, _) => self)),
    ];

    /// <summary>The attributes that numbers have besides methods.</summary>
    public static Value? Attribute(Value self, string name) => (self, name) switch
    {
        (IntValue or BoolValue, "real" or "numerator") => IntValue.Of(Whole(self)),
        (IntValue or BoolValue, "imag") => IntValue.Of(0),
        (IntValue or BoolValue, "denominator") => IntValue.Of(1),
        (FloatValue, "real") => self,
        (FloatValue, "imag") => new FloatValue(0),
        _ => null,
    };

    private static BigInteger Whole(Value self) => self is IntValue number ? number.Number : self.IsTruthy ? 1 : 0;
}
