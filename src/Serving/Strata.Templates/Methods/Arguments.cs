using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Reads the bound arguments of a builtin.</summary>
internal static class Arguments
{
    public static TextValue Text(Value? value, string otherwise = "") => value switch
    {
        null => TextValue.Template(otherwise),
        TextValue text => text,
        UndefinedValue missing => throw missing.Fault(),
        _ => throw Fault.Type($"a str is needed, not {value.TypeName}"),
    };

    /// <summary>A text, or null for None or nothing.</summary>
    public static TextValue? OptionalText(Value? value) => value is null or NoneValue ? null : Text(value);

    public static bool Flag(Value? value, bool otherwise) => value?.IsTruthy ?? otherwise;

    /// <summary>The texts of one text or of a tuple of them, as <c>startswith</c> takes them.</summary>
    public static IEnumerable<string> TextOrTuple(Value? value) => value is TupleValue tuple
        ? tuple.Items.Select(item => Text(item).Text)
        : [Text(value).Text];

    /// <summary>A width to pad to, refused where the text would grow past the limit.</summary>
    public static int Width(Budget budget, Value? value, int otherwise)
    {
        var width = Numbers.Position(value, otherwise);
        budget.CheckLength(width);
        return width;
    }
}
