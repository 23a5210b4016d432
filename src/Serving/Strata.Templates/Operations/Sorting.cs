using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>A stable merge sort whose comparisons may fail (the framework's sorts wrap what a comparison throws).</summary>
internal static class Sorting
{
    /// <summary>The items by their keys, ascending or descending; equal keys keep their order either way.</summary>
    public static List<Value> By(Budget budget, IEnumerable<Value> items, Func<Value, Value> key, bool descending)
    {
        var keyed = items.Select(item => (Key: key(item), Item: item)).ToArray();
        var spare = new (Value Key, Value Item)[keyed.Length];
        Sort(budget, keyed, spare, descending);
        return [.. keyed.Select(pair => pair.Item)];
    }

    private static void Sort(Budget budget, Span<(Value Key, Value Item)> items, Span<(Value Key, Value Item)> spare, bool descending)
    {
        if (items.Length < 2)
        {
            return;
        }

        budget.Spend(items.Length);
        var middle = items.Length / 2;
        Sort(budget, items[..middle], spare[..middle], descending);
        Sort(budget, items[middle..], spare[middle..], descending);
        items.CopyTo(spare);
        var (left, right) = (0, middle);
        for (var i = 0; i < items.Length; i++)
        {
            var takeRight = left == middle
                || (right < items.Length && Precedes(budget, spare[right].Key, spare[left].Key, descending));
            items[i] = takeRight ? spare[right++] : spare[left++];
        }
    }

    private static bool Precedes(Budget budget, Value a, Value b, bool descending) =>
        descending ? Comparison.Holds(budget, "<", b, a) : Comparison.Holds(budget, "<", a, b);
}
