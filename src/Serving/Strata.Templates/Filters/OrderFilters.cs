using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters that compare elements.</summary>
internal static class OrderFilters
{
    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("sort", new Routine(new Signature("sort", 0, "reverse", "case_sensitive", "attribute"), Sort)),
        new("dictsort", new Routine(new Signature("dictsort", 0, "case_sensitive", "by", "reverse"), SortDict)),
        new("unique", new Routine(new Signature("unique", 0, "case_sensitive", "attribute"), (budget, input, a) => new GeneratorValue(Unique(budget, input, a)))),
        new("min", new Routine(new Signature("min", 0, "case_sensitive", "attribute"), (budget, input, a) => Extreme(budget, input, a, "<"))),
        new("max", new Routine(new Signature("max", 0, "case_sensitive", "attribute"), (budget, input, a) => Extreme(budget, input, a, ">"))),
    ];

    private static ListValue Sort(Budget budget, Value input, Value?[] a)
    {
        var key = Lookup.Folding(Lookup.Paths(a[2]), Arguments.Flag(a[1], false));
        return new ListValue(Sorting.By(budget, input.Each(budget), key, Arguments.Flag(a[0], false)));
    }

    private static ListValue SortDict(Budget budget, Value input, Value?[] a)
    {
        var place = Arguments.Text(a[1], "key").Text switch
        {
            "key" => 0,
            "value" => 1,
            _ => throw Fault.Value("You can only sort by either 'key' or 'value'"),
        };
        var dict = input switch
        {
            DictValue given => given,
            UndefinedValue missing => throw missing.Fault(),
            _ => throw Fault.Type($"'{input.TypeName}' object has no attribute 'items'"),
        };
        var key = Lookup.Folding(pair => ((TupleValue)pair).Items[place], Arguments.Flag(a[0], false));
        return new ListValue(Sorting.By(budget, dict.Pairs(), key, Arguments.Flag(a[2], false)));
    }

    private static IEnumerable<Value> Unique(Budget budget, Value input, Value?[] a)
    {
        var key = Lookup.Folding(Lookup.Path(a[1]), Arguments.Flag(a[0], false));
        var seen = new HashSet<Value>(ValueEquality.Instance);
        foreach (var item in input.Each(budget))
        {
            var candidate = key(item);
            if (!candidate.IsHashable)
            {
                throw Fault.Type($"unhashable type: '{candidate.TypeName}'");
            }

            if (seen.Add(candidate))
            {
                yield return item;
            }
        }
    }

    private static Value Extreme(Budget budget, Value input, Value?[] a, string symbol)
    {
        var key = Lookup.Folding(Lookup.Path(a[1]), Arguments.Flag(a[0], false));
        Value? best = null;
        foreach (var item in input.Each(budget))
        {
            best = best is null || Comparison.Holds(budget, symbol, key(item), key(best)) ? item : best;
        }

        return best ?? new UndefinedValue("No aggregated item, sequence was empty.");
    }
}
