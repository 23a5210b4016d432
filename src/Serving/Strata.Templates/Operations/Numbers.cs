using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>Reads numbers out of values the way Python's numeric types mix.</summary>
internal static class Numbers
{
    public static bool IsNumber(Value value) => value is IntValue or FloatValue or BoolValue;

    /// <summary>A whole number: an int, or a bool as 1 or 0.</summary>
    public static bool TryWhole(Value value, out BigInteger number)
    {
        number = value switch
        {
            IntValue whole => whole.Number,
            BoolValue flag => flag.IsTruthy ? 1 : 0,
            _ => default,
        };
        return value is IntValue or BoolValue;
    }

    public static bool TryReal(Value value, out double number)
    {
        number = value is FloatValue real ? real.Number : TryWhole(value, out var whole) ? (double)whole : 0;
        return IsNumber(value);
    }

    /// <summary>An argument that must be a whole number, clamped to 32 bits.</summary>
    public static int Position(Value value) => TryWhole(value, out var number)
        ? IntValue.Of(number).Clamped()
        : throw NotWhole(value);

    /// <summary>An optional whole-number argument.</summary>
    public static int Position(Value? value, int otherwise) => value is null ? otherwise : Position(value);

    [DoesNotReturn]
    public static void ThrowNotWhole(Value value) => throw NotWhole(value);

    private static Fault NotWhole(Value value) => value is UndefinedValue missing
        ? missing.Fault()
        : Fault.Type($"'{value.TypeName}' object cannot be interpreted as an integer");
}
