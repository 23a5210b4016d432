using System.Numerics;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary><c>owner[key]</c> and <c>owner[start:stop:step]</c>.</summary>
internal static class Subscript
{
    /// <summary>The element, or null where Python would raise a lookup or type error.</summary>
    public static Value? Item(Value owner, Value key) => owner switch
    {
        DictValue dict => key.IsHashable ? dict.Find(key) : null,
        SequenceValue sequence => Index(key, sequence.Items.Count) is { } i ? sequence.Items[i] : null,
        TextValue text => Character(text, key),
        RangeValue range => Index(key, range.Count) is { } i ? range.At(i) : null,
        UndefinedValue missing => throw missing.Fault(),
        _ => null,
    };

    public static Value Slice(Budget budget, Value owner, Value? start, Value? stop, Value? step)
    {
        var length = owner switch
        {
            TextValue or SequenceValue or RangeValue => owner.Length ?? 0,
            UndefinedValue missing => throw missing.Fault(),
            DictValue => throw Fault.Type("unhashable type: 'slice'"),
            _ => throw Fault.Type($"'{owner.TypeName}' object is not subscriptable"),
        };
        var (first, by, count) = Resolve(length, Bound(start), Bound(stop), Bound(step));
        budget.Spend(count >> 3);
        return owner switch
        {
            TextValue text => Characters(budget, text, first, by, count),
            RangeValue range => new RangeValue(range.Start + (range.Step * first), range.Start + (range.Step * ((long)first + ((long)by * count))), range.Step * by),
            TupleValue tuple => new TupleValue(Picked(tuple.Items, first, by, count)),
            _ => new ListValue(Picked(((ListValue)owner).Items, first, by, count)),
        };
    }

    /// <summary>The first index, the step and the number of elements of a slice.</summary>
    private static (int First, int Step, int Count) Resolve(int length, BigInteger? start, BigInteger? stop, BigInteger? step)
    {
        var by = step ?? 1;
        if (by.IsZero)
        {
            throw Fault.Value("slice step cannot be zero");
        }

        by = BigInteger.Clamp(by, -int.MaxValue, int.MaxValue);
        var (low, high) = by.Sign > 0 ? (0, length) : (-1, length - 1);
        var first = Clamp(start, length, low, high) ?? (by.Sign > 0 ? low : high);
        var end = Clamp(stop, length, low, high) ?? (by.Sign > 0 ? high : low);
        var span = by.Sign > 0 ? end - (long)first : (long)first - end;
        var size = (long)BigInteger.Abs(by);
        return (first, (int)by, span <= 0 ? 0 : (int)((span - 1) / size + 1));
    }

    private static int? Clamp(BigInteger? bound, int length, int low, int high) => bound is not { } at
        ? null
        : (int)BigInteger.Clamp(at.Sign < 0 ? at + length : at, low, high);

    private static BigInteger? Bound(Value? value) => value is null or NoneValue
        ? null
        : Numbers.TryWhole(value, out var number)
            ? number
            : throw Fault.Type("slice indices must be integers or None or have an __index__ method");

    private static TextValue Characters(Budget budget, TextValue text, int first, int by, int count)
    {
        if (by == 1)
        {
            var from = CodePoints.Position(text.Text, first);
            var to = count == 0 ? from : CodePoints.Position(text.Text, first + count);
            return text.Part(from, to - from);
        }

        var characters = text.ToList(budget);
        var builder = new TextBuilder(budget);
        foreach (var character in Picked(characters, first, by, count))
        {
            builder.Append((TextValue)character);
        }

        return builder.ToText(text.IsMarkup);
    }

    private static Value[] Picked(IReadOnlyList<Value> items, int first, int by, int count)
    {
        var picked = new Value[count];
        for (var i = 0; i < count; i++)
        {
            picked[i] = items[(int)(first + ((long)by * i))];
        }

        return picked;
    }

    private static int? Index(Value key, int length)
    {
        if (!Numbers.TryWhole(key, out var number))
        {
            return null;
        }

        number = number.Sign < 0 ? number + length : number;
        return number.Sign >= 0 && number < length ? (int)number : null;
    }

    private static TextValue? Character(TextValue text, Value key)
    {
        if (!Numbers.TryWhole(key, out _) || Index(key, text.Length ?? 0) is not { } index)
        {
            return null;
        }

        var from = CodePoints.Position(text.Text, index);
        return text.Part(from, CodePoints.Width(text.Text, from));
    }
}
