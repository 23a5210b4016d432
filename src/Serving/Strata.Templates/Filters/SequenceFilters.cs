using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters that take elements, or the sequence as a whole.</summary>
internal static class SequenceFilters
{
    private static readonly Signature Nothing = new("filter", 0);
    private static readonly Signature Defaults = new("default", 0, "default_value", "boolean");

    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("length", new Routine(Nothing, (_, input, _) => Length(input))),
        new("count", new Routine(Nothing, (_, input, _) => Length(input))),
        new("first", new Routine(Nothing, (_, input, _) => input.Iterate().FirstOrDefault() ?? new UndefinedValue("No first item, sequence was empty."))),
        new("last", new Routine(Nothing, (_, input, _) => Last(input))),
        new("list", new Routine(Nothing, (budget, input, _) => new ListValue(input.ToList(budget)))),
        new("items", new Routine(Nothing, (_, input, _) => new GeneratorValue(Items(input)))),
        new("reverse", new Routine(Nothing, Reverse)),
        new("join", new Routine(new Signature("join", 0, "d", "attribute"), Join)),
        new("default", new Routine(Defaults, Default)),
        new("d", new Routine(Defaults, Default)),
        new("attr", new Routine(new Signature("attr", 1, "name"), (budget, input, a) => Attribute(input, a[0]!.ToText(budget)))),
        new("sum", new Routine(new Signature("sum", 0, "attribute", "start"), Sum)),
    ];

    private static IntValue Length(Value input) => input.Length is { } length
        ? IntValue.Of(length)
        : throw Fault.Type($"object of type '{input.TypeName}' has no len()");

    private static Value Last(Value input)
    {
        CheckReversible(input);
        return input.Iterate().LastOrDefault() ?? new UndefinedValue("No last item, sequence was empty.");
    }

    private static void CheckReversible(Value input) => _ = input switch
    {
        GeneratorValue => throw Fault.Type($"'{input.TypeName}' object is not reversible"),
        { IsIterable: false } => throw Fault.Type($"'{input.TypeName}' object is not reversible"),
        _ => 0,
    };

    private static IEnumerable<Value> Items(Value input) => input switch
    {
        UndefinedValue => [],
        DictValue dict => dict.Pairs(),
        _ => Failing(),
    };

    /// <summary>Fails when walked, not before: the filter is a generator.</summary>
    private static IEnumerable<Value> Failing()
    {
        yield return throw_();
        static Value throw_() => throw Fault.Type("Can only get item pairs from a mapping.");
    }

    private static Value Reverse(Budget budget, Value input, Value?[] a)
    {
        if (input is TextValue text)
        {
            return Subscript.Slice(budget, text.AsMarkup(false), null, null, IntValue.Of(-1));
        }

        if (!input.IsIterable)
        {
            throw Fault.Type("argument must be iterable");
        }

        var items = input.ToList(budget);
        items.Reverse();
        return input is GeneratorValue ? new ListValue(items) : new GeneratorValue(items, $"{input.TypeName}_reverseiterator");
    }

    private static TextValue Join(Budget budget, Value input, Value?[] a)
    {
        var separator = a[0] is null ? TextValue.Empty : a[0]!.ToText(budget).AsMarkup(false);
        var path = Lookup.Path(a[1]);
        var (output, isFirst) = (new TextBuilder(budget), true);
        foreach (var item in input.Each(budget))
        {
            _ = isFirst ? output : output.Append(separator);
            output.Append(path(item).ToText(budget));
            isFirst = false;
        }

        return output.ToText();
    }

    private static Value Default(Budget budget, Value input, Value?[] a)
    {
        var isMissing = input is UndefinedValue || (Arguments.Flag(a[1], false) && !input.IsTruthy);
        return isMissing ? a[0] ?? TextValue.Empty : input;
    }

    private static Value Attribute(Value input, TextValue name) =>
        Attributes.Attribute(input, name.Text) ?? UndefinedValue.Member(input, name);

    private static Value Sum(Budget budget, Value input, Value?[] a)
    {
        var (total, path) = (a[1] ?? IntValue.Of(0), Lookup.Path(a[0]));
        if (total is TextValue)
        {
            throw Fault.Type("sum() can't sum strings [use ''.join(seq) instead]");
        }

        foreach (var item in input.Each(budget))
        {
            total = Arithmetic.Add(budget, total, path(item));
        }

        return total;
    }
}
