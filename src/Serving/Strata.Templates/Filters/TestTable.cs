using System.Collections.Frozen;
using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Every test (<c>x is even</c>) by name.</summary>
internal static class TestTable
{
    private static readonly FrozenDictionary<string, Routine> Tests = FrozenDictionary.ToFrozenDictionary<string, Routine>(
    [
        Asks("defined", value => value is not UndefinedValue),
        Asks("undefined", value => value is UndefinedValue),
        Asks("none", value => value is NoneValue),
        Asks("boolean", value => value is BoolValue),
        Asks("true", value => value == BoolValue.True),
        Asks("false", value => value == BoolValue.False),
        Asks("integer", value => value is IntValue),
        Asks("float", value => value is FloatValue),
        Asks("number", Numbers.IsNumber),
        Asks("string", value => value is TextValue),
        Asks("mapping", value => value is DictValue),
        Asks("iterable", value => value.IsIterable),
        Asks("sequence", value => value is TextValue or SequenceValue or DictValue or RangeValue or UndefinedValue),
        Asks("callable", value => value.IsCallable),
        Asks("escaped", value => value is TextValue { IsMarkup: true }),
        Named("lower", (budget, value) => Case(budget, value, "islower")),
        Named("upper", (budget, value) => Case(budget, value, "isupper")),
        Named("even", (budget, value) => Divides(budget, value, IntValue.Of(2))),
        Named("odd", (budget, value) => Comparison.AreEqual(budget, Arithmetic.Modulo(budget, value, IntValue.Of(2)), IntValue.Of(1))),
        With("divisibleby", "num", Divides),
        With("in", "seq", (budget, value, container) => Comparison.Contains(budget, container, value)),
        With("sameas", "other", (_, value, other) => IsSame(value, other)),
        Asks("filter", value => value is TextValue name && FilterTable.Find(name.Text) is not null),
        Asks("test", value => value is TextValue name && Find(name.Text) is not null),
        .. Compared("==", "eq", "equalto"), .. Compared("!=", "ne"), .. Compared("<", "lt", "lessthan"),
        .. Compared("<=", "le"), .. Compared(">", "gt", "greaterthan"), .. Compared(">=", "ge"),
    ]);

    public static Routine? Find(string name) => Tests.GetValueOrDefault(name);

    private static KeyValuePair<string, Routine> Asks(string name, Func<Value, bool> ask) => Named(name, (_, value) => ask(value));

    private static KeyValuePair<string, Routine> Named(string name, Func<Budget, Value, bool> ask) =>
        new(name, new Routine(new Signature(name, 0), (budget, value, _) => BoolValue.Of(ask(budget, value))));

    private static KeyValuePair<string, Routine> With(string name, string parameter, Func<Budget, Value, Value, bool> ask) =>
        new(name, new Routine(new Signature(name, 1, parameter), (budget, value, a) => BoolValue.Of(ask(budget, value, a[0]!))));

    private static IEnumerable<KeyValuePair<string, Routine>> Compared(string symbol, params string[] names) =>
        names.Append(symbol).Select(name => With(name, "other", (budget, value, other) => symbol switch
        {
            "==" => Comparison.AreEqual(budget, value, other),
            "!=" => !Comparison.AreEqual(budget, value, other),
            _ => Comparison.Holds(budget, symbol, value, other),
        }));

    private static bool Divides(Budget budget, Value value, Value divisor) =>
        Comparison.AreEqual(budget, Arithmetic.Modulo(budget, value, divisor), IntValue.Of(0));

    private static bool Case(Budget budget, Value value, string method) =>
        Attributes.Attribute(value.ToText(budget), method)!.Call(budget, CallArguments.None).IsTruthy;

    private static bool IsSame(Value value, Value other) => ReferenceEquals(value, other)
        || (value is TextValue { Text: var a } && other is TextValue { Text: var b } && CodePoints.Count(a) <= 1 && a == b);
}
