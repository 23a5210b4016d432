using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary><c>str.format</c> and <c>str.format_map</c>.</summary>
internal static class FormatMethods
{
    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("format", new Routine((budget, self, arguments) => new BraceFormat(budget, arguments.Positional, arguments.Find).Format((TextValue)self))),
        new("format_map", new Routine(new Signature("format_map", 1, "mapping"), FormatMap)),
    ];

    private static TextValue FormatMap(Budget budget, Value self, Value?[] arguments)
    {
        var mapping = arguments[0] as DictValue ?? throw Fault.Type("format_map() needs a mapping");
        return new BraceFormat(budget, [], name => mapping.Find(TextValue.Template(name))).Format((TextValue)self);
    }
}
