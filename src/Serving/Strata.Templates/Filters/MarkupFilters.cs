using System.Net;
using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters about HTML. Nothing is escaped unless a template asks.</summary>
internal static class MarkupFilters
{
    private static readonly Signature Nothing = new("filter", 0);

    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("safe", new Routine(Nothing, (budget, input, _) => input.ToText(budget).AsMarkup(true))),
        new("escape", new Routine(Nothing, Escape)),
        new("e", new Routine(Nothing, Escape)),
        new("forceescape", new Routine(Nothing, (budget, input, _) => Markup.ForceEscape(budget, input.ToText(budget)))),
        new("striptags", new Routine(Nothing, (budget, input, _) => TextCaseMethods.MapWhole(budget, input.ToText(budget).AsMarkup(false), StripTags))),
        new("xmlattr", new Routine(new Signature("xmlattr", 0, "autospace"), XmlAttributes)),
    ];

    private static TextValue Escape(Budget budget, Value input, Value?[] a) => Markup.Escape(budget, input.ToText(budget));

    private static string StripTags(string text)
    {
        text = Without(Without(text, "<!--", "-->"), "<", ">");
        return WebUtility.HtmlDecode(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Without(string text, string open, string close)
    {
        for (var start = 0; (start = text.IndexOf(open, start, StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            text = text.Remove(start, end + close.Length - start);
        }

        return text;
    }

    private static TextValue XmlAttributes(Budget budget, Value input, Value?[] a)
    {
        var dict = input as DictValue ?? throw Fault.Type($"xmlattr needs a mapping, not {input.TypeName}");
        var output = new TextBuilder(budget);
        foreach (var (key, value) in dict.Entries.Where(entry => entry.Value is not (NoneValue or UndefinedValue)))
        {
            var name = key.ToText(budget);
            if (name.Text.Any(character => Whitespace.Is(character) || character is '/' or '>' or '='))
            {
                throw Fault.Value($"invalid character in attribute name: '{name.Text}'");
            }

            var blank = output.Length > 0 || Arguments.Flag(a[0], true) ? " " : "";
            output.Append(blank, true).Append(Markup.Escape(budget, name)).Append("=\"", true);
            output.Append(Markup.Escape(budget, value.ToText(budget))).Append("\"", true);
        }

        return output.ToText();
    }
}
