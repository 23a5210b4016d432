using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Methods of str that look for a part. Positions in and out are code points.</summary>
internal static class TextSearchMethods
{
    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        Method("startswith", (text, a) => BoolValue.Of(Affix(text, a, static (range, affix) => range.StartsWith(affix, StringComparison.Ordinal)))),
        Method("endswith", (text, a) => BoolValue.Of(Affix(text, a, static (range, affix) => range.EndsWith(affix, StringComparison.Ordinal)))),
        Method("find", (text, a) => IntValue.Of(Find(text, a, false))),
        Method("rfind", (text, a) => IntValue.Of(Find(text, a, true))),
        Method("index", (text, a) => Found(Find(text, a, false))),
        Method("rindex", (text, a) => Found(Find(text, a, true))),
        Method("count", (text, a) => IntValue.Of(Count(text, a))),
    ];

    private static KeyValuePair<string, Routine> Method(string name, Func<TextValue, Value?[], Value> body) =>
        new(name, new Routine(new Signature(name, 1, "sub", "start", "end"), (_, self, a) => body((TextValue)self, a)));

    private static IntValue Found(int position) => position < 0 ? throw Fault.Value("substring not found") : IntValue.Of(position);

    private static bool Affix(TextValue text, Value?[] arguments, Func<string, string, bool> matches)
    {
        var (start, end) = Range(text.Text, arguments);
        return start <= end && Arguments.TextOrTuple(arguments[0]).Any(affix => matches(text.Text[start..end], affix));
    }

    private static int Find(TextValue text, Value?[] arguments, bool last)
    {
        var part = Arguments.Text(arguments[0]).Text;
        var (start, end) = Range(text.Text, arguments);
        if (start > end)
        {
            return -1;
        }

        var range = text.Text.AsSpan(start, end - start);
        var at = last ? part.Length == 0 ? range.Length : range.LastIndexOf(part, StringComparison.Ordinal) : range.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : CodePoints.CountBefore(text.Text, start + at);
    }

    private static int Count(TextValue text, Value?[] arguments)
    {
        var part = Arguments.Text(arguments[0]).Text;
        var (start, end) = Range(text.Text, arguments);
        if (start > end)
        {
            return 0;
        }

        return part.Length == 0
            ? CodePoints.Count(text.Text[start..end]) + 1
            : text.Text.AsSpan(start, end - start).Count(part);
    }

    /// <summary>The UTF-16 range that start and end ask for; start past the end means that nothing matches.</summary>
    private static (int Start, int End) Range(string text, Value?[] arguments)
    {
        if (arguments[1] is null or NoneValue && arguments[2] is null or NoneValue)
        {
            return (0, text.Length);
        }

        var length = CodePoints.Count(text);
        var start = At(arguments[1], 0, length);
        var end = Math.Min(At(arguments[2], length, length), length);
        return start > length ? (1, 0) : start > end ? (1, 0) : (CodePoints.Position(text, start), CodePoints.Position(text, end));
    }

    private static int At(Value? value, int otherwise, int length)
    {
        var position = value is null or NoneValue ? otherwise : Numbers.Position(value);
        return position < 0 ? Math.Max(position + length, 0) : position;
    }
}
