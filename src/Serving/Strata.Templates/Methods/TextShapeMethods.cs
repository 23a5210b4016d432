using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Methods of str that trim, pad and replace.</summary>
internal static class TextShapeMethods
{
    private static readonly Signature Chars = new("strip", 0, "chars");
    private static readonly Signature Padding = new("pad", 1, "width", "fillchar");

    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("strip", new Routine(Chars, (_, self, a) => Strip((TextValue)self, a[0], true, true))),
        new("lstrip", new Routine(Chars, (_, self, a) => Strip((TextValue)self, a[0], true, false))),
        new("rstrip", new Routine(Chars, (_, self, a) => Strip((TextValue)self, a[0], false, true))),
        new("removeprefix", new Routine(new Signature("removeprefix", 1, "prefix"), (_, self, a) => Remove((TextValue)self, Arguments.Text(a[0]).Text, true))),
        new("removesuffix", new Routine(new Signature("removesuffix", 1, "suffix"), (_, self, a) => Remove((TextValue)self, Arguments.Text(a[0]).Text, false))),
        new("replace", new Routine(new Signature("replace", 2, "old", "new", "count"), (budget, self, a) =>
            Replace(budget, (TextValue)self, Arguments.Text(a[0]), Arguments.Text(a[1]), Numbers.Position(a[2], -1)))),
        new("center", new Routine(Padding, (budget, self, a) => Pad(budget, (TextValue)self, a, Center))),
        new("ljust", new Routine(Padding, (budget, self, a) => Pad(budget, (TextValue)self, a, (_, _) => 0))),
        new("rjust", new Routine(Padding, (budget, self, a) => Pad(budget, (TextValue)self, a, (missing, _) => missing))),
        new("zfill", new Routine(new Signature("zfill", 1, "width"), ZeroFill)),
        new("expandtabs", new Routine(new Signature("expandtabs", 0, "tabsize"), ExpandTabs)),
    ];

    public static TextValue Strip(TextValue text, Value? chars, bool atStart, bool atEnd)
    {
        var set = Arguments.OptionalText(chars)?.Text;
        var (start, end) = (0, text.Text.Length);
        while (atStart && start < end && Matches(text.Text, start, set) is var width and > 0)
        {
            start += width;
        }

        while (atEnd && end > start)
        {
            var last = end >= 2 && CodePoints.Width(text.Text, end - 2) == 2 && end - 2 >= start ? end - 2 : end - 1;
            if (Matches(text.Text, last, set) == 0)
            {
                break;
            }

            end = last;
        }

        return text.Part(start, end - start);
    }

    public static TextValue Replace(Budget budget, TextValue text, TextValue old, TextValue replacement, int count)
    {
        var builder = new TextBuilder(budget);
        var (at, most) = (0, count < 0 ? int.MaxValue : count);
        if (old.Text.Length == 0)
        {
            for (; most > 0 && at < text.Text.Length; most--)
            {
                var width = CodePoints.Width(text.Text, at);
                builder.Append(replacement).Append(text, at, width);
                at += width;
            }

            _ = most > 0 ? builder.Append(replacement) : builder.Append(text, at, text.Text.Length - at);
            return builder.ToText(text.IsMarkup);
        }

        for (; most > 0; most--)
        {
            var next = text.Text.IndexOf(old.Text, at, StringComparison.Ordinal);
            if (next < 0)
            {
                break;
            }

            builder.Append(text, at, next - at).Append(replacement);
            at = next + old.Text.Length;
        }

        return at == 0 ? text : builder.Append(text, at, text.Text.Length - at).ToText(text.IsMarkup);
    }

    /// <summary>Pads on both sides; Python puts the odd blank left or right depending on both widths.</summary>
    public static int Center(int missing, int width) => (missing / 2) + (missing & width & 1);

    public static TextValue Pad(Budget budget, TextValue text, Value?[] arguments, Func<int, int, int> before)
    {
        var width = Arguments.Width(budget, arguments[0], 80);
        var fill = Arguments.Text(arguments.ElementAtOrDefault(1), " ");
        if (fill.Length != 1)
        {
            throw Fault.Type("The fill character must be exactly one character long");
        }

        var missing = width - CodePoints.Count(text.Text);
        if (missing <= 0)
        {
            return text;
        }

        var left = before(missing, width);
        var builder = new TextBuilder(budget);
        builder.Append((TextValue)Repetition.Repeat(budget, fill, IntValue.Of(left)));
        builder.Append(text);
        builder.Append((TextValue)Repetition.Repeat(budget, fill, IntValue.Of(missing - left)));
        return builder.ToText(text.IsMarkup);
    }

    private static int Matches(string text, int at, string? set)
    {
        var width = CodePoints.Width(text, at);
        var isIn = set is null ? Whitespace.Is(text[at]) : set.AsSpan().IndexOf(text.AsSpan(at, width)) >= 0;
        return isIn ? width : 0;
    }

    private static TextValue Remove(TextValue text, string affix, bool atStart)
    {
        var length = text.Text.Length - affix.Length;
        return atStart
            ? text.Text.StartsWith(affix, StringComparison.Ordinal) ? text.Part(affix.Length, length) : text
            : text.Text.EndsWith(affix, StringComparison.Ordinal) ? text.Part(0, length) : text;
    }

    private static TextValue ZeroFill(Budget budget, Value self, Value?[] arguments)
    {
        var text = (TextValue)self;
        var missing = Arguments.Width(budget, arguments[0], 0) - CodePoints.Count(text.Text);
        var sign = text.Text.StartsWith('+') || text.Text.StartsWith('-') ? 1 : 0;
        return missing <= 0 ? text : new TextBuilder(budget)
            .Append(text, 0, sign)
            .Append(new string('0', missing), true)
            .Append(text, sign, text.Text.Length - sign)
            .ToText();
    }

    private static TextValue ExpandTabs(Budget budget, Value self, Value?[] arguments)
    {
        var (text, size) = ((TextValue)self, Arguments.Width(budget, arguments[0], 8));
        var (builder, column) = (new TextBuilder(budget), 0);
        for (var i = 0; i < text.Text.Length; i++)
        {
            var isTab = text.Text[i] == '\t';
            var blanks = isTab && size > 0 ? size - (column % size) : 0;
            _ = isTab ? builder.Append(new string(' ', blanks), true) : builder.Append(text, i, 1);
            column = text.Text[i] is '\n' or '\r' ? 0 : column + (isTab ? blanks : 1);
        }

        return builder.ToText(text.IsMarkup);
    }
}
