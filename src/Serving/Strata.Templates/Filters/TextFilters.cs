using System.Text;
using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters that change characters. They take any value and work on its text.</summary>
internal static class TextFilters
{
    private static readonly Signature Nothing = new("filter", 0);

    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("upper", new Routine(Nothing, (budget, input, _) => TextCaseMethods.MapRuns(budget, input.ToText(budget), Casing.Upper))),
        new("lower", new Routine(Nothing, (budget, input, _) => TextCaseMethods.MapRuns(budget, input.ToText(budget), Casing.Lower))),
        new("capitalize", new Routine(Nothing, (budget, input, _) => TextCaseMethods.MapWhole(budget, input.ToText(budget), Casing.Capitalize))),
        new("title", new Routine(Nothing, (budget, input, _) => TextCaseMethods.MapWhole(budget, input.ToText(budget), Title))),
        new("trim", new Routine(new Signature("trim", 0, "chars"), (budget, input, a) => TextShapeMethods.Strip(input.ToText(budget), a[0], true, true))),
        new("string", new Routine(Nothing, (budget, input, _) => input.ToText(budget))),
        new("center", new Routine(new Signature("center", 0, "width"), (budget, input, a) =>
            TextShapeMethods.Pad(budget, input.ToText(budget), a, TextShapeMethods.Center))),
        new("replace", new Routine(new Signature("replace", 2, "old", "new", "count"), Replace)),
        new("format", new Routine(Format)),
        new("wordcount", new Routine(Nothing, (budget, input, _) => IntValue.Of(WordCount(input.ToText(budget).Text)))),
        new("urlencode", new Routine(Nothing, UrlEncode)),
    ];

    private static TextValue Replace(Budget budget, Value input, Value?[] a)
    {
        var count = a[2] is null or NoneValue ? -1 : Numbers.Position(a[2]!);
        return TextShapeMethods.Replace(budget, input.ToText(budget).AsMarkup(false), a[0]!.ToText(budget), a[1]!.ToText(budget), count);
    }

    private static TextValue Format(Budget budget, Value input, CallArguments arguments)
    {
        if (arguments.Positional.Count > 0 && arguments.Named.Count > 0)
        {
            throw Fault.Type("can't handle positional and keyword arguments at the same time");
        }

        var named = new DictValue();
        foreach (var (key, value) in arguments.Named)
        {
            named.Set(key, value);
        }

        return PercentFormat.Format(budget, input.ToText(budget), arguments.Named.Count > 0 ? named : new TupleValue(arguments.Positional));
    }

    /// <summary>A word begins after white space, a hyphen or an opening bracket.</summary>
    private static string Title(string text)
    {
        var (output, atStart) = (new StringBuilder(text.Length), true);
        for (var i = 0; i < text.Length;)
        {
            var width = CodePoints.Width(text, i);
            var piece = text.Substring(i, width);
            output.Append(atStart ? Casing.Upper(piece) : Casing.Lower(piece));
            atStart = Whitespace.Is(text[i]) || text[i] is '-' or '(' or '{' or '[' or '<';
            i += width;
        }

        return output.ToString();
    }

    private static int WordCount(string text)
    {
        var (count, inWord) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var isWord = Rune.IsLetterOrDigit(rune) || rune.Value == '_';
            count += isWord && !inWord ? 1 : 0;
            inWord = isWord;
        }

        return count;
    }

    private static TextValue UrlEncode(Budget budget, Value input, Value?[] arguments)
    {
        if (input is TextValue || !input.IsIterable)
        {
            return TextCaseMethods.MapRuns(budget, input.ToText(budget).AsMarkup(false), text => Quote(text, "/"));
        }

        var (output, separator) = (new TextBuilder(budget), "");
        foreach (var pair in input is DictValue dict ? dict.Pairs() : input.Each(budget))
        {
            var parts = pair.ToList(budget);
            output.Append(separator, true);
            output.Append(Query(budget, parts[0])).Append("=", true).Append(Query(budget, parts[1]));
            separator = "&";
        }

        return output.ToText();
    }

    private static TextValue Query(Budget budget, Value value) => TextCaseMethods.MapRuns(
        budget, value.ToText(budget).AsMarkup(false), text => Quote(text, " ").Replace(' ', '+'));

    private static string Quote(string text, string safe)
    {
        var output = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            var character = (char)unit;
            _ = char.IsAsciiLetterOrDigit(character) || "_.-~".Contains(character, StringComparison.Ordinal) || safe.Contains(character, StringComparison.Ordinal)
                ? output.Append(character)
                : output.Append($"%{unit:X2}");
        }

        return output.ToString();
    }
}
