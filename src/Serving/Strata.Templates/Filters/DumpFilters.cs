using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary><c>tojson</c> with the parameters Hugging Face gives it, and the filters known but not offered.</summary>
internal static class DumpFilters
{
    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("tojson", new Routine(new Signature("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys"), ToJson)),
        NotOffered("random", "a rendering must give the same text every time"),
        NotOffered("pprint", "it prints for debugging; use tojson(indent=2)"),
        NotOffered("urlize", "it makes links for web pages"),
    ];

    private static TextValue ToJson(Budget budget, Value input, Value?[] a)
    {
        var indent = a[1] switch
        {
            null or NoneValue => null,
            TextValue text => text.Text,
            { } number => new string(' ', Math.Max(0, Arguments.Width(budget, number, 0))),
        };
        var style = new JsonStyle
        {
            AsciiOnly = Arguments.Flag(a[0], false),
            Indent = indent,
            SortKeys = Arguments.Flag(a[3], false),
            ItemSeparator = indent is null ? ", " : ",",
        };
        if (a[2] is not (null or NoneValue))
        {
            var separators = a[2]!.ToList(budget);
            style = separators.Count == 2
                ? style with { ItemSeparator = Arguments.Text(separators[0]).Text, KeySeparator = Arguments.Text(separators[1]).Text }
                : throw Fault.Value("separators needs two texts");
        }

        return JsonDump.Dump(budget, input, style);
    }

    private static KeyValuePair<string, Routine> NotOffered(string name, string why) =>
        new(name, new Routine((_, _, _) => throw new Fault(FaultKind.Missing, $"the filter '{name}' is not offered: {why}")));
}
