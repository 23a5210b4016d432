using System.Globalization;
using Strata.Templates.Methods;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>The <c>attribute="a.b.0"</c> argument of many filters, and the case-insensitive keys they sort by.</summary>
internal static class Lookup
{
    /// <summary>A function that follows the attribute's path; the value itself where there is none.</summary>
    public static Func<Value, Value> Path(Value? attribute, Value? otherwise = null)
    {
        if (attribute is null or NoneValue)
        {
            return value => value;
        }

        var parts = Parts(attribute);
        return value =>
        {
            foreach (var part in parts)
            {
                value = Attributes.Bracket(value, part);
                value = value is UndefinedValue && otherwise is not (null or NoneValue) ? otherwise : value;
            }

            return value;
        };
    }

    /// <summary>Several paths separated by commas, as a list of values to sort by.</summary>
    public static Func<Value, Value> Paths(Value? attribute)
    {
        if (attribute is not TextValue text || !text.Text.Contains(',', StringComparison.Ordinal))
        {
            return Path(attribute);
        }

        var paths = text.Text.Split(',').Select(path => Path(TextValue.Template(path))).ToArray();
        return value => new ListValue([.. paths.Select(path => path(value))]);
    }

    /// <summary>Folds case where the filter compares without it.</summary>
    public static Func<Value, Value> Folding(Func<Value, Value> key, bool isCaseSensitive) =>
        isCaseSensitive ? key : value => Fold(key(value));

    private static Value Fold(Value value) => value switch
    {
        TextValue text => TextValue.Template(Casing.Lower(text.Text)),
        ListValue list => new ListValue([.. list.Items.Select(Fold)]),
        _ => value,
    };

    private static Value[] Parts(Value attribute) => attribute is TextValue text
        ? [.. text.Text.Split('.').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) && int.TryParse(part, CultureInfo.InvariantCulture, out var index)
            ? (Value)IntValue.Of(index)
            : TextValue.Template(part))]
        : [attribute];
}
