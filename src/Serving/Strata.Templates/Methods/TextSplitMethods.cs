using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Methods of str that take it apart, and the one that puts parts together.</summary>
internal static class TextSplitMethods
{
    private static readonly Signature Splitting = new("split", 0, "sep", "maxsplit");
    private static readonly Signature Separator = new("partition", 1, "sep");

    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        new("split", new Routine(Splitting, (budget, self, a) => Split(budget, (TextValue)self, a, false))),
        new("rsplit", new Routine(Splitting, (budget, self, a) => Split(budget, (TextValue)self, a, true))),
        new("splitlines", new Routine(new Signature("splitlines", 0, "keepends"), (budget, self, a) => new ListValue(Lines(budget, (TextValue)self, Arguments.Flag(a[0], false))))),
        new("partition", new Routine(Separator, (_, self, a) => Partition((TextValue)self, Given(a[0]), false))),
        new("rpartition", new Routine(Separator, (_, self, a) => Partition((TextValue)self, Given(a[0]), true))),
        new("join", new Routine(new Signature("join", 1, "iterable"), (budget, self, a) => Join(budget, (TextValue)self, a[0]!))),
    ];

    /// <summary>The lines of a text, split as <c>str.splitlines</c> does.</summary>
    public static List<Value> Lines(Budget budget, TextValue text, bool keepEnds)
    {
        var (lines, start) = (new List<Value>(), 0);
        for (var i = 0; i < text.Text.Length; i++)
        {
            if (text.Text[i] is (>= '\n' and <= '\r') or (>= '\u001c' and <= '\u001e') or '\u0085' or '\u2028' or '\u2029')
            {
                budget.Spend(1);
                var next = text.Text[i] == '\r' && i + 1 < text.Text.Length && text.Text[i + 1] == '\n' ? i + 2 : i + 1;
                lines.Add(text.Part(start, (keepEnds ? next : i) - start));
                (start, i) = (next, next - 1);
            }
        }

        if (start < text.Text.Length)
        {
            lines.Add(text.Part(start, text.Text.Length - start));
        }

        return lines;
    }

    private static TextValue Join(Budget budget, TextValue separator, Value items)
    {
        var (builder, index) = (new TextBuilder(budget), 0);
        foreach (var item in items.Each(budget))
        {
            var text = item as TextValue ?? throw Fault.Type($"sequence item {index}: expected str instance, {item.TypeName} found");
            _ = index++ == 0 ? builder : builder.Append(separator);
            builder.Append(separator.IsMarkup ? Markup.Escape(budget, text) : text);
        }

        return builder.ToText(separator.IsMarkup);
    }

    private static ListValue Split(Budget budget, TextValue text, Value?[] arguments, bool fromEnd)
    {
        var most = Numbers.Position(arguments[1], -1);
        most = most < 0 ? int.MaxValue : most;
        var cuts = Arguments.OptionalText(arguments[0]) is { } separator ? Cuts(text.Text, Given(separator).Text, most, fromEnd)
            : fromEnd ? BlankCutsFromEnd(text.Text, most)
            : BlankCuts(text.Text, most);
        budget.Spend(cuts.Count);
        return new ListValue([.. cuts.Select(cut => text.Part(cut.Start, cut.End - cut.Start))]);
    }

    private static List<(int Start, int End)> Cuts(string text, string separator, int most, bool fromEnd)
    {
        var cuts = new List<(int Start, int End)>();
        if (fromEnd)
        {
            var end = text.Length;
            for (; cuts.Count < most && end > 0 && text.LastIndexOf(separator, end - 1, StringComparison.Ordinal) is var at and >= 0; end = at)
            {
                cuts.Add((at + separator.Length, end));
            }

            cuts.Add((0, end));
            cuts.Reverse();
            return cuts;
        }

        var start = 0;
        for (; cuts.Count < most && text.IndexOf(separator, start, StringComparison.Ordinal) is var at and >= 0; start = at + separator.Length)
        {
            cuts.Add((start, at));
        }

        cuts.Add((start, text.Length));
        return cuts;
    }

    private static List<(int Start, int End)> BlankCuts(string text, int most)
    {
        var cuts = new List<(int Start, int End)>();
        for (var start = Whitespace.SkipForward(text, 0); start < text.Length;)
        {
            var end = start;
            while (end < text.Length && (cuts.Count == most || !Whitespace.Is(text[end])))
            {
                end++;
            }

            cuts.Add((start, cuts.Count == most ? Whitespace.SkipBackward(text, end) : end));
            start = Whitespace.SkipForward(text, end);
        }

        return cuts;
    }

    private static List<(int Start, int End)> BlankCutsFromEnd(string text, int most)
    {
        var cuts = new List<(int Start, int End)>();
        for (var end = Whitespace.SkipBackward(text, text.Length); end > 0;)
        {
            var start = end;
            while (start > 0 && (cuts.Count == most || !Whitespace.Is(text[start - 1])))
            {
                start--;
            }

            cuts.Add((cuts.Count == most ? Whitespace.SkipForward(text, start) : start, end));
            end = Whitespace.SkipBackward(text, start);
        }

        cuts.Reverse();
        return cuts;
    }

    private static TupleValue Partition(TextValue text, TextValue separator, bool fromEnd)
    {
        var at = fromEnd
            ? text.Text.LastIndexOf(separator.Text, StringComparison.Ordinal)
            : text.Text.IndexOf(separator.Text, StringComparison.Ordinal);
        if (at < 0)
        {
            return fromEnd ? new TupleValue([TextValue.Empty, TextValue.Empty, text]) : new TupleValue([text, TextValue.Empty, TextValue.Empty]);
        }

        var after = at + separator.Text.Length;
        return new TupleValue([text.Part(0, at), text.Part(at, separator.Text.Length), text.Part(after, text.Text.Length - after)]);
    }

    private static TextValue Given(Value? separator) =>
        Arguments.Text(separator) is { Text.Length: > 0 } text ? text : throw Fault.Value("empty separator");
}
