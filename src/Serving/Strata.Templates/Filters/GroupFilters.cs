using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters that cut a sequence into several.</summary>
internal static class GroupFilters
{
    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("batch", new Routine(new Signature("batch", 1, "linecount", "fill_with"), (budget, input, a) => new GeneratorValue(Batch(budget, input, a)))),
        new("slice", new Routine(new Signature("slice", 1, "slices", "fill_with"), (budget, input, a) => new GeneratorValue(Slice(budget, input, a)))),
        new("groupby", new Routine(new Signature("groupby", 1, "attribute", "default", "case_sensitive"), Group)),
    ];

    private static IEnumerable<Value> Batch(Budget budget, Value input, Value?[] a)
    {
        var (size, batch) = (Numbers.Position(a[0]!), new List<Value>());
        foreach (var item in input.Each(budget))
        {
            if (batch.Count == size)
            {
                yield return new ListValue(batch);
                batch = [];
            }

            batch.Add(item);
        }

        if (batch.Count > 0)
        {
            for (; a[1] is not (null or NoneValue) && batch.Count < size; budget.Spend(1))
            {
                batch.Add(a[1]!);
            }

            yield return new ListValue(batch);
        }
    }

    private static IEnumerable<Value> Slice(Budget budget, Value input, Value?[] a)
    {
        var (items, slices) = (input.ToList(budget), Numbers.Position(a[0]!));
        if (slices == 0)
        {
            throw new Fault(FaultKind.Arithmetic, "integer division or modulo by zero");
        }

        var (size, longer, start) = (items.Count / slices, items.Count % slices, 0);
        for (var i = 0; i < slices; i++)
        {
            budget.Spend(1);
            var slice = items.GetRange(start, size + (i < longer ? 1 : 0));
            start += slice.Count;
            if (a[1] is not (null or NoneValue) && i >= longer)
            {
                slice.Add(a[1]!);
            }

            yield return new ListValue(slice);
        }
    }

    private static ListValue Group(Budget budget, Value input, Value?[] a)
    {
        var path = Lookup.Path(a[0], a[1]);
        var key = Lookup.Folding(path, Arguments.Flag(a[2], false));
        var groups = new List<Value>();
        List<Value> group = [];
        foreach (var item in Sorting.By(budget, input.Each(budget), key, descending: false))
        {
            if (group.Count > 0 && !Comparison.AreEqual(budget, key(item), key(group[0])))
            {
                groups.Add(new GroupValue(path(group[0]), new ListValue(group)));
                group = [];
            }

            group.Add(item);
        }

        return new ListValue(group.Count == 0 ? groups : [.. groups, new GroupValue(path(group[0]), new ListValue(group))]);
    }
}
