using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>Order and membership as Python defines them.</summary>
internal static class Comparison
{
    public static bool AreEqual(Budget budget, Value left, Value right)
    {
        budget.Scan(Math.Min(Size(left), Size(right)));
        return ValueEquality.Instance.Equals(left, right);
    }

    /// <summary>Whether the order <paramref name="symbol"/> (one of <c>&lt; &lt;= &gt; &gt;=</c>) holds.</summary>
    public static bool Holds(Budget budget, string symbol, Value left, Value right)
    {
        budget.Scan(Math.Min(Size(left), Size(right)));
        if ((left is FloatValue { Number: double.NaN } || right is FloatValue { Number: double.NaN }) && Numbers.IsNumber(left) && Numbers.IsNumber(right))
        {
            return false;
        }

        var order = Order(symbol, left, right, 0);
        return symbol switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>Negative, zero or positive; values without an order fail.</summary>
    public static int Order(string symbol, Value left, Value right, int depth)
    {
        SequenceValue.CheckDepth(depth);
        return (left, right) switch
        {
            (TextValue a, TextValue b) => CodePoints.Compare(a.Text, b.Text),
            _ when Numbers.IsNumber(left) && Numbers.IsNumber(right) => Number(left, right),
            (ListValue a, ListValue b) => Items(symbol, a, b, depth),
            (TupleValue a, TupleValue b) => Items(symbol, a, b, depth),
            (UndefinedValue missing, _) => throw missing.Fault(),
            (_, UndefinedValue missing) => throw missing.Fault(),
            _ => throw Fault.Type($"'{symbol}' not supported between instances of '{left.TypeName}' and '{right.TypeName}'"),
        };
    }

    public static bool Contains(Budget budget, Value container, Value item)
    {
        switch (container)
        {
            case TextValue text:
                budget.Scan(text.Text.Length);
                return item is TextValue part
                    ? text.Text.Contains(part.Text, StringComparison.Ordinal)
                    : throw Fault.Type($"'in <string>' requires string as left operand, not {item.TypeName}");
            case DictValue dict:
                return item.IsHashable ? dict.Find(item) is not null : throw Fault.Type($"unhashable type: '{item.TypeName}'");
            case { IsIterable: true }:
                return container.Each(budget).Any(candidate => AreEqual(budget, candidate, item));
            default:
                throw Fault.Type($"argument of type '{container.TypeName}' is not iterable");
        }
    }

    private static int Number(Value left, Value right)
    {
        if (Numbers.TryWhole(left, out var a) && Numbers.TryWhole(right, out var b))
        {
            return a.CompareTo(b);
        }

        Numbers.TryReal(left, out var x);
        Numbers.TryReal(right, out var y);
        return x.CompareTo(y);
    }

    private static int Items(string symbol, SequenceValue a, SequenceValue b, int depth)
    {
        var shared = Math.Min(a.Items.Count, b.Items.Count);
        for (var i = 0; i < shared; i++)
        {
            if (!ValueEquality.Instance.Equals(a.Items[i], b.Items[i]))
            {
                return Order(symbol, a.Items[i], b.Items[i], depth + 1);
            }
        }

        return a.Items.Count.CompareTo(b.Items.Count);
    }

    private static int Size(Value value) => value switch
    {
        TextValue text => text.Text.Length,
        SequenceValue sequence => Math.Min(sequence.Items.Count, int.MaxValue / 64) * 64,
        DictValue dict => Math.Min(dict.Length ?? 0, int.MaxValue / 64) * 64,
        _ => 0,
    };
}
