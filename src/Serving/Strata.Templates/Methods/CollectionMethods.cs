using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Methods of dict, list, tuple and range that change nothing.</summary>
internal static class CollectionMethods
{
    private static readonly Signature Nothing = new("method", 0);

    public static IEnumerable<KeyValuePair<string, Routine>> OfDict =>
    [
        new("get", new Routine(new Signature("get", 1, "key", "default"), (_, self, a) => Get((DictValue)self, a))),
        new("keys", new Routine(Nothing, (_, self, _) => new DictViewValue((DictValue)self, "keys"))),
        new("values", new Routine(Nothing, (_, self, _) => new DictViewValue((DictValue)self, "values"))),
        new("items", new Routine(Nothing, (_, self, _) => new DictViewValue((DictValue)self, "items"))),
        new("copy", new Routine(Nothing, (_, self, _) => self)),
    ];

    public static IEnumerable<KeyValuePair<string, Routine>> OfList => [.. OfTuple, new("copy", new Routine(Nothing, (_, self, _) => self))];

    public static IEnumerable<KeyValuePair<string, Routine>> OfTuple =>
    [
        new("count", new Routine(new Signature("count", 1, "value"), (budget, self, a) => IntValue.Of(self.Each(budget).Count(item => Comparison.AreEqual(budget, item, a[0]!))))),
        new("index", new Routine(new Signature("index", 1, "value", "start", "stop"), Index)),
    ];

    private static Value Get(DictValue dict, Value?[] arguments) => arguments[0] is { IsHashable: true } key
        ? dict.Find(key) ?? arguments[1] ?? NoneValue.Instance
        : throw Fault.Type($"unhashable type: '{arguments[0]!.TypeName}'");

    private static IntValue Index(Budget budget, Value self, Value?[] arguments)
    {
        var items = self.ToList(budget);
        var start = Bound(arguments[1], 0, items.Count);
        var stop = Math.Min(Bound(arguments[2], items.Count, items.Count), items.Count);
        for (var i = start; i < stop; i++)
        {
            if (Comparison.AreEqual(budget, items[i], arguments[0]!))
            {
                return IntValue.Of(i);
            }
        }

        throw Fault.Value($"the value is not in the {self.TypeName}");
    }

    private static int Bound(Value? value, int otherwise, int length)
    {
        var bound = Numbers.Position(value, otherwise);
        return bound < 0 ? Math.Max(bound + length, 0) : bound;
    }
}
