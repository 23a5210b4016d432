using System.Numerics;

namespace Strata.Templates.Values;

/// <summary>Python's <c>==</c> and <c>hash()</c>: numbers by value across their types, texts by their characters, never by their marks.</summary>
internal sealed class ValueEquality : IEqualityComparer<Value>
{
    public static readonly ValueEquality Instance = new();

    public bool Equals(Value? x, Value? y) => AreEqual(x!, y!, 0);

    public int GetHashCode(Value obj) => obj switch
    {
        TextValue text => text.Text.GetHashCode(StringComparison.Ordinal),
        BoolValue flag => flag.IsTruthy ? BigInteger.One.GetHashCode() : BigInteger.Zero.GetHashCode(),
        IntValue number => number.Number.GetHashCode(),
        FloatValue number => double.IsInteger(number.Number) ? new BigInteger(number.Number).GetHashCode() : number.Number.GetHashCode(),
        TupleValue tuple => tuple.Items.Aggregate(17, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        NoneValue => 1,
        UndefinedValue => 2,
        _ => obj.GetHashCode(),
    };

    private static bool AreEqual(Value x, Value y, int depth)
    {
        if (ReferenceEquals(x, y))
        {
            return x is not FloatValue { Number: double.NaN };
        }

        SequenceValue.CheckDepth(depth);
        return (x, y) switch
        {
            (TextValue a, TextValue b) => a.Text == b.Text,
            (IntValue a, IntValue b) => a.Number == b.Number,
            (FloatValue a, FloatValue b) => a.Number == b.Number,
            (BoolValue or IntValue or FloatValue, BoolValue or IntValue or FloatValue) => Numbers(x, y),
            (ListValue a, ListValue b) => Items(a, b, depth),
            (TupleValue a, TupleValue b) => Items(a, b, depth),
            (DictValue a, DictValue b) => Entries(a, b, depth),
            (RangeValue a, RangeValue b) => Items(new TupleValue([.. a.Iterate()]), new TupleValue([.. b.Iterate()]), depth),
            (UndefinedValue, UndefinedValue) => true,
            _ => false,
        };
    }

    private static bool Numbers(Value x, Value y)
    {
        if (x is FloatValue || y is FloatValue)
        {
            var (real, other) = x is FloatValue f ? (f.Number, y) : (((FloatValue)y).Number, x);
            return double.IsInteger(real) && new BigInteger(real) == Whole(other);
        }

        return Whole(x) == Whole(y);
    }

    private static BigInteger Whole(Value value) => value is IntValue number ? number.Number : value.IsTruthy ? 1 : 0;

    private static bool Items(SequenceValue a, SequenceValue b, int depth)
    {
        if (a.Items.Count != b.Items.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Items.Count; i++)
        {
            if (!AreEqual(a.Items[i], b.Items[i], depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Entries(DictValue a, DictValue b, int depth) =>
        a.Length == b.Length && a.Entries.All(entry => b.Find(entry.Key) is { } other && AreEqual(entry.Value, other, depth + 1));
}
