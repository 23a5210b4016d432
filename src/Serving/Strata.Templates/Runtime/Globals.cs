using System.Collections.Frozen;
using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Runtime;

/// <summary>The functions every template sees. What depends on the rendering (the clock) is made for it.</summary>
internal static class Globals
{
    private static readonly Signature Raise = new("raise_exception", 1, "message");
    private static readonly Signature Joining = new("joiner", 0, "sep");
    private static readonly Signature Formatting = new("strftime_now", 1, "format");

    private static readonly FrozenDictionary<string, FunctionValue> Fixed = new Dictionary<string, FunctionValue>
    {
        ["range"] = new("range", Range),
        ["dict"] = new("dict", Dict),
        ["namespace"] = new("namespace", Namespace),
        ["cycler"] = new("cycler", Cycler),
        ["joiner"] = new("joiner", (_, arguments) => new JoinerValue(Joining.Bind(arguments)[0] ?? TextValue.Template(", "))),
        ["raise_exception"] = new("raise_exception", (budget, arguments) =>
            throw new Fault(FaultKind.Raised, Raise.Bind(arguments)[0]!.ToText(budget).Text)),
        ["lipsum"] = new("lipsum", (_, _) => throw new Fault(FaultKind.Missing, "the function 'lipsum' is not offered: it is random")),
    }.ToFrozenDictionary();

    /// <summary>A function that is the same for every rendering, or null. Scopes look here last.</summary>
    public static Value? Find(string name) => Fixed.GetValueOrDefault(name);

    /// <summary>A fresh table of names for one rendering.</summary>
    public static Dictionary<string, Value> For(TimeProvider clock)
    {
        var names = new Dictionary<string, Value>(16);
        names["strftime_now"] = new FunctionValue("strftime_now", (budget, arguments) =>
            StrftimeFormat.Format(budget, clock.GetLocalNow(), Arguments.Text(Formatting.Bind(arguments)[0])));
        return names;
    }

    private static RangeValue Range(Budget budget, CallArguments arguments)
    {
        if (arguments.Positional.Count is < 1 or > 3 || arguments.Named.Count > 0)
        {
            throw Fault.Type("range takes 1 to 3 positional arguments");
        }

        var numbers = arguments.Positional.Select(value => Numbers.Position(value)).ToArray();
        return numbers.Length == 1
            ? new RangeValue(0, numbers[0], 1)
            : new RangeValue(numbers[0], numbers[1], numbers.Length == 3 ? numbers[2] : 1);
    }

    private static DictValue Dict(Budget budget, CallArguments arguments)
    {
        var dict = new DictValue();
        if (arguments.Positional.Count > 1)
        {
            throw Fault.Type($"dict expected at most 1 argument, got {arguments.Positional.Count}");
        }

        foreach (var source in arguments.Positional)
        {
            foreach (var pair in source is DictValue other ? other.Pairs() : source.Each(budget))
            {
                var parts = pair.ToList(budget);
                dict.Set(parts.Count == 2 ? parts[0] : throw Fault.Value("dictionary update sequence elements need length 2"), parts[1]);
            }
        }

        foreach (var (name, value) in arguments.Named)
        {
            dict.Set(name, value);
        }

        return dict;
    }

    private static NamespaceValue Namespace(Budget budget, CallArguments arguments)
    {
        var result = new NamespaceValue();
        foreach (var (name, value) in Dict(budget, arguments).Entries)
        {
            result.Set(name.ToText(budget).Text, value);
        }

        return result;
    }

    private static CyclerValue Cycler(Budget budget, CallArguments arguments) => arguments.Positional.Count == 0
        ? throw Fault.Type("at least one item has to be provided")
        : new CyclerValue(arguments.Positional);
}
