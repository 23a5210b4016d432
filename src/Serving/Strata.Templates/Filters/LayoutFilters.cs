using Strata.Templates.Methods;
using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Filters that lay a text out in lines.</summary>
internal static class LayoutFilters
{
    private const int TruncateLeeway = 5;

    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("indent", new Routine(new Signature("indent", 0, "width", "first", "blank"), Indent)),
        new("truncate", new Routine(new Signature("truncate", 0, "length", "killwords", "end", "leeway"), Truncate)),
        new("wordwrap", new Routine(new Signature("wordwrap", 0, "width", "break_long_words", "wrapstring", "break_on_hyphens"), Wrap)),
    ];

    private static TextValue Indent(Budget budget, Value input, Value?[] a)
    {
        var text = Arguments.Text(input);
        var indentation = a[0] as TextValue ?? TextValue.Template(new string(' ', Math.Max(0, Arguments.Width(budget, a[0], 4))));
        var (first, blank) = (Arguments.Flag(a[1], false), Arguments.Flag(a[2], false));
        var lines = TextSplitMethods.Lines(budget, new TextBuilder(budget).Append(text).Append("\n", true).ToText(), keepEnds: false);
        var output = new TextBuilder(budget);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = (TextValue)lines[i];
            _ = i > 0 ? output.Append("\n", true) : output;
            _ = (i == 0 ? first : blank || line.Text.Length > 0) ? output.Append(indentation) : output;
            output.Append(line);
        }

        return output.ToText(text.IsMarkup);
    }

    private static TextValue Truncate(Budget budget, Value input, Value?[] a)
    {
        var text = Arguments.Text(input);
        var end = Arguments.Text(a[2], "...");
        var length = Numbers.Position(a[0], 255);
        var leeway = a[3] is null or NoneValue ? TruncateLeeway : Numbers.Position(a[3]!);
        var keep = length - CodePoints.Count(end.Text);
        if (keep < 0 || leeway < 0)
        {
            throw Fault.Value(keep < 0 ? $"expected length >= {length - keep}, got {length}" : $"expected leeway >= 0, got {leeway}");
        }

        if (CodePoints.Count(text.Text) <= (long)length + leeway)
        {
            return text;
        }

        var cut = CodePoints.Position(text.Text, keep);
        var blank = Arguments.Flag(a[1], false) ? -1 : text.Text.LastIndexOf(' ', Math.Max(cut - 1, 0), cut);
        return new TextBuilder(budget).Append(text, 0, blank < 0 ? cut : blank).Append(end).ToText(text.IsMarkup);
    }

    private static TextValue Wrap(Budget budget, Value input, Value?[] a)
    {
        var text = Arguments.Text(input);
        var width = Numbers.Position(a[0], 79);
        var separator = Arguments.OptionalText(a[2]) ?? TextValue.Template("\n");
        if (width <= 0)
        {
            throw Fault.Value($"invalid width {width} (must be > 0)");
        }

        var wrapper = new LineWrapper(width, Arguments.Flag(a[1], true), Arguments.Flag(a[3], true));
        var (output, isFirst) = (new TextBuilder(budget), true);
        foreach (var line in TextSplitMethods.Lines(budget, text, keepEnds: false).Cast<TextValue>())
        {
            var pieces = wrapper.Wrap(line.Text);
            foreach (var (start, length) in pieces.Count == 0 ? [(0, 0)] : pieces)
            {
                _ = isFirst ? output : output.Append(separator);
                output.Append(line, start, length);
                isFirst = false;
            }
        }

        return output.ToText(text.IsMarkup);
    }
}
