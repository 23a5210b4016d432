using System.Globalization;
using System.Numerics;
using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters that make or change numbers.</summary>
internal static class NumberFilters
{
    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("abs", new Routine(new Signature("abs", 0), (_, input, _) => Absolute(input))),
        new("int", new Routine(new Signature("int", 0, "default", "base"), (_, input, a) => Whole(input, a[0] ?? IntValue.Of(0), Numbers.Position(a[1], 10)))),
        new("float", new Routine(new Signature("float", 0, "default"), (_, input, a) => Real(input, a[0] ?? new FloatValue(0)))),
        new("round", new Routine(new Signature("round", 0, "precision", "method"), (_, input, a) => Round(input, Numbers.Position(a[0], 0), Arguments.Text(a[1], "common").Text))),
        new("filesizeformat", new Routine(new Signature("filesizeformat", 0, "binary"), (_, input, a) => FileSize(input, Arguments.Flag(a[0], false)))),
    ];

    private static Value Absolute(Value input) => Numbers.TryWhole(input, out var whole) ? IntValue.Of(BigInteger.Abs(whole))
        : input is FloatValue real ? new FloatValue(Math.Abs(real.Number))
        : throw Wrong(input, $"bad operand type for abs(): '{input.TypeName}'");

    private static Value Whole(Value input, Value otherwise, int radix) => input switch
    {
        UndefinedValue missing => throw missing.Fault(),
        TextValue text when NumberText.TryWhole(text.Text, radix, out var number) => IntValue.Of(number),
        TextValue text => NumberText.TryReal(text.Text, out var real) && double.IsFinite(real) ? IntValue.Of(new BigInteger(real)) : otherwise,
        FloatValue real => double.IsFinite(real.Number) ? IntValue.Of(new BigInteger(real.Number)) : otherwise,
        _ => Numbers.TryWhole(input, out var whole) ? IntValue.Of(whole) : otherwise,
    };

    private static Value Real(Value input, Value otherwise) => input switch
    {
        UndefinedValue missing => throw missing.Fault(),
        TextValue text => NumberText.TryReal(text.Text, out var real) ? new FloatValue(real) : otherwise,
        _ => Numbers.TryReal(input, out var number) ? new FloatValue(number) : otherwise,
    };

    private static Value Round(Value input, int precision, string method)
    {
        if (method is not ("common" or "ceil" or "floor"))
        {
            throw Fault.Value("method must be common, ceil or floor");
        }

        if (!Numbers.TryReal(input, out var number))
        {
            throw Wrong(input, $"type {input.TypeName} doesn't define __round__ method");
        }

        if (method == "common")
        {
            return Numbers.TryWhole(input, out var whole) ? RoundWhole(whole, precision) : new FloatValue(ExactDecimal.Round(number, precision));
        }

        var scale = Math.Pow(10, precision);
        return new FloatValue((method == "ceil" ? Math.Ceiling(number * scale) : Math.Floor(number * scale)) / scale);
    }

    private static IntValue RoundWhole(BigInteger number, int precision)
    {
        if (precision >= 0)
        {
            return IntValue.Of(number);
        }

        if (precision < -5000)
        {
            return IntValue.Of(0);
        }

        var unit = BigInteger.Pow(10, -precision);
        var quotient = BigInteger.DivRem(BigInteger.Abs(number), unit, out var rest);
        var half = (rest * 2).CompareTo(unit);
        quotient += half > 0 || (half == 0 && !quotient.IsEven) ? 1 : 0;
        return IntValue.Of(quotient * unit * number.Sign);
    }

    private static TextValue FileSize(Value input, bool isBinary)
    {
        var bytes = Real(input, NoneValue.Instance) is FloatValue real ? real.Number : throw Fault.Type($"a number is needed, not {input.TypeName}");
        var step = isBinary ? 1024.0 : 1000.0;
        if (bytes == 1)
        {
            return TextValue.Template("1 Byte");
        }

        if (bytes < step)
        {
            return TextValue.Template(((long)bytes).ToString(CultureInfo.InvariantCulture) + " Bytes");
        }

        var prefixes = isBinary ? "Ki Mi Gi Ti Pi Ei Zi Yi".Split(' ') : "k M G T P E Z Y".Split(' ');
        var (unit, index) = (step, 0);
        for (; index < prefixes.Length - 1 && bytes >= unit * step; index++)
        {
            unit *= step;
        }

        return TextValue.Template($"{ExactDecimal.Fixed(bytes / unit, 1)} {prefixes[index]}B");
    }

    private static Fault Wrong(Value input, string cause) => input is UndefinedValue missing ? missing.Fault() : Fault.Type(cause);
}
