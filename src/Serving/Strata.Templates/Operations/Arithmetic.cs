using System.Numerics;
using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>The operators <c>+ - * / // % **</c> with Python's types and failures.</summary>
internal static class Arithmetic
{
    public static Value Add(Budget budget, Value left, Value right)
    {
        if (left is TextValue a && right is TextValue b)
        {
            return Markup.Concat(budget, a, b);
        }

        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
        {
            return Whole(left, right, out var x, out var y) ? IntValue.Of(x + y) : new FloatValue(Real(left) + Real(right));
        }

        CheckDefined(left, right);
        return (left, right) switch
        {
            (ListValue p, ListValue q) => new ListValue(Joined(budget, p, q)),
            (TupleValue p, TupleValue q) => new TupleValue(Joined(budget, p, q)),
            (TextValue or SequenceValue, _) => throw Fault.Type(
                $"can only concatenate {left.TypeName} (not \"{right.TypeName}\") to {left.TypeName}"),
            _ => throw Unsupported("+", left, right),
        };
    }

    public static Value Subtract(Value left, Value right) => Whole(left, right, out var x, out var y)
        ? IntValue.Of(x - y)
        : new FloatValue(Real(left, right, "-") - Real(right));

    public static Value Multiply(Budget budget, Value left, Value right)
    {
        if (Whole(left, right, out var x, out var y))
        {
            return IntValue.Of(x * y);
        }

        CheckDefined(left, right);
        if (left is TextValue or SequenceValue)
        {
            return Repetition.Repeat(budget, left, right);
        }

        return right is TextValue or SequenceValue
            ? Repetition.Repeat(budget, right, left)
            : new FloatValue(Real(left, right, "*") * Real(right));
    }

    public static Value Divide(Value left, Value right)
    {
        var (x, y) = (Real(left, right, "/"), Real(right));
        return y == 0
            ? throw new Fault(FaultKind.Arithmetic, left is FloatValue || right is FloatValue ? "float division by zero" : "division by zero")
            : new FloatValue(x / y);
    }

    public static Value FloorDivide(Value left, Value right)
    {
        if (Whole(left, right, out var x, out var y))
        {
            CheckDivisor(y.IsZero, "integer division or modulo by zero");
            var quotient = BigInteger.DivRem(x, y, out var rest);
            return IntValue.Of(!rest.IsZero && (rest.Sign < 0) != (y.Sign < 0) ? quotient - 1 : quotient);
        }

        var (a, b) = (Real(left, right, "//"), Real(right));
        CheckDivisor(b == 0, "float floor division by zero");
        return new FloatValue(Math.Round((a - FloorMod(a, b)) / b));
    }

    public static Value Modulo(Budget budget, Value left, Value right)
    {
        if (left is TextValue format)
        {
            return PercentFormat.Format(budget, format, right);
        }

        if (Whole(left, right, out var x, out var y))
        {
            CheckDivisor(y.IsZero, "integer division or modulo by zero");
            var rest = x % y;
            return IntValue.Of(!rest.IsZero && (rest.Sign < 0) != (y.Sign < 0) ? rest + y : rest);
        }

        var (a, b) = (Real(left, right, "%"), Real(right));
        CheckDivisor(b == 0, "float modulo");
        return new FloatValue(FloorMod(a, b));
    }

    public static Value Power(Value left, Value right)
    {
        if (Whole(left, right, out var x, out var y) && y.Sign >= 0)
        {
            if (!x.IsZero && !BigInteger.Abs(x).IsOne && y * (x.GetBitLength() - 1) > IntValue.BitsMax)
            {
                throw Fault.Limit($"a whole number has more than {IntValue.BitsMax} bits");
            }

            return IntValue.Of(BigInteger.Pow(x, (int)(BigInteger.Abs(x) <= 1 ? y % 2 + (y.IsZero ? 0 : 2) : y)));
        }

        var (a, b) = (Real(left, right, "**"), Real(right));
        CheckDivisor(a == 0 && b < 0, "0.0 cannot be raised to a negative power");
        return a < 0 && !double.IsInteger(b) ? throw Fault.Value("a power is a complex number") : new FloatValue(Math.Pow(a, b));
    }

    public static Value Negate(Value value) => Numbers.TryWhole(value, out var whole)
        ? IntValue.Of(-whole)
        : new FloatValue(-Unary(value, "-"));

    public static Value Plus(Value value) => Numbers.TryWhole(value, out var whole)
        ? IntValue.Of(whole)
        : new FloatValue(Unary(value, "+"));

    private static double FloorMod(double a, double b)
    {
        var rest = a % b;
        return rest == 0 ? Math.CopySign(0, b) : (rest < 0) != (b < 0) ? rest + b : rest;
    }

    private static List<Value> Joined(Budget budget, SequenceValue a, SequenceValue b)
    {
        budget.Spend(a.Items.Count + b.Items.Count);
        return [.. a.Items, .. b.Items];
    }

    private static bool Whole(Value left, Value right, out BigInteger x, out BigInteger y)
    {
        y = default;
        return Numbers.TryWhole(left, out x) && Numbers.TryWhole(right, out y);
    }

    private static double Real(Value left, Value right, string symbol)
    {
        CheckDefined(left, right);
        return Numbers.TryReal(left, out var number) && Numbers.IsNumber(right) ? number : throw Unsupported(symbol, left, right);
    }

    private static double Real(Value value) => Numbers.TryReal(value, out var number) ? number : 0;

    private static double Unary(Value value, string symbol)
    {
        CheckDefined(value, value);
        return value is FloatValue real ? real.Number : throw Fault.Type($"bad operand type for unary {symbol}: '{value.TypeName}'");
    }

    private static void CheckDivisor(bool isZero, string cause) => _ = isZero ? throw new Fault(FaultKind.Arithmetic, cause) : 0;

    private static void CheckDefined(Value left, Value right) =>
        _ = (left as UndefinedValue ?? right as UndefinedValue) is { } missing ? throw missing.Fault() : 0;

    private static Fault Unsupported(string symbol, Value left, Value right) =>
        Fault.Type($"unsupported operand type(s) for {symbol}: '{left.TypeName}' and '{right.TypeName}'");
}
