using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters that apply another filter or a test to each element, lazily.</summary>
internal static class SelectionFilters
{
    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("map", new Routine((budget, input, arguments) => new GeneratorValue(Mapped(budget, input, arguments)))),
        new("select", new Routine((budget, input, a) => Select(budget, input, value => value, a, true))),
        new("reject", new Routine((budget, input, a) => Select(budget, input, value => value, a, false))),
        new("selectattr", new Routine((budget, input, a) => Select(budget, input, Lookup.Path(Attribute(a)), a.Skip(1), true))),
        new("rejectattr", new Routine((budget, input, a) => Select(budget, input, Lookup.Path(Attribute(a)), a.Skip(1), false))),
    ];

    /// <summary>Nothing comes of an empty or false input, not even a complaint; the arguments are read when walked.</summary>
    private static IEnumerable<Value> Mapped(Budget budget, Value input, CallArguments arguments)
    {
        if (!input.IsTruthy)
        {
            yield break;
        }

        var map = Mapping(budget, arguments);
        foreach (var item in input.Each(budget))
        {
            yield return map(item);
        }
    }

    private static Func<Value, Value> Mapping(Budget budget, CallArguments arguments)
    {
        if (arguments.Positional.Count == 0 && arguments.Find("attribute") is { } attribute)
        {
            var extra = arguments.Named.FirstOrDefault(pair => pair.Key is not ("attribute" or "default")).Key;
            return extra is null ? Lookup.Path(attribute, arguments.Find("default")) : throw Fault.Type($"Unexpected keyword argument '{extra}'");
        }

        var name = arguments.Positional.Count > 0 ? arguments.Positional[0].ToText(budget).Text : throw Fault.Type("map requires a filter argument");
        var filter = FilterTable.Find(name) ?? throw new Fault(FaultKind.Missing, $"there is no filter '{name}'");
        var rest = arguments.Skip(1);
        return value => filter.Invoke(budget, value, rest);
    }

    private static GeneratorValue Select(Budget budget, Value input, Func<Value, Value> part, CallArguments arguments, bool wanted) =>
        new(Selected(budget, input, part, arguments, wanted));

    private static IEnumerable<Value> Selected(Budget budget, Value input, Func<Value, Value> part, CallArguments arguments, bool wanted)
    {
        if (!input.IsTruthy)
        {
            yield break;
        }

        var test = Test(budget, arguments);
        foreach (var item in input.Each(budget))
        {
            if (test(part(item)) == wanted)
            {
                yield return item;
            }
        }
    }

    private static Func<Value, bool> Test(Budget budget, CallArguments arguments)
    {
        if (arguments.Positional.Count == 0)
        {
            return value => value.IsTruthy;
        }

        var name = arguments.Positional[0].ToText(budget).Text;
        var test = TestTable.Find(name) ?? throw new Fault(FaultKind.Missing, $"there is no test '{name}'");
        var rest = arguments.Skip(1);
        return value => test.Invoke(budget, value, rest).IsTruthy;
    }

    private static Value Attribute(CallArguments arguments) =>
        arguments.Positional.Count > 0 ? arguments.Positional[0] : throw Fault.Type("Missing parameter for attribute name");
}
