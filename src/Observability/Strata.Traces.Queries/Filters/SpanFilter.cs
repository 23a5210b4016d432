using Strata.Core.Results;

namespace Strata.Traces.Queries.Filters;

/// <summary>
/// A parsed filter, for any number of queries.
/// <code>
/// filter  = or            or = and ("or" and)*          and = unary (["and"] unary)*        unary = "not" unary | "(" or ")" | test
/// test    = field op value | field ["not"] "in" "(" value ("," value)* ")" | field "exists" | flag | quoted      (a quoted text alone searches all messages)
/// op      = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "~" (contains) | "!~"
/// </code>
/// A field that a span does not have compares false; <c>not</c> turns that round.
/// </summary>
public sealed class SpanFilter
{
    /// <summary>Characters of a filter.</summary>
    public const int CharsMax = 4096;

    /// <summary>Tests of a filter.</summary>
    public const int TestsMax = 128;

    /// <summary>How deep parentheses and "not" may stand in each other.</summary>
    public const int DepthMax = 32;

    private SpanFilter(string text, FilterNode? root) => (Text, Root) = (text, root);

    /// <summary>Passes every span.</summary>
    public static SpanFilter All { get; } = new("", null);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    internal FilterNode? Root { get; }

    /// <summary>Reads a filter; an empty text passes all. A problem says at which character (from 1) what is wrong.</summary>
    public static Result<SpanFilter> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return All;
        }

        if (text.Length > CharsMax)
        {
            return Problem.Invalid($"A filter has at most {CharsMax} characters; this one has {text.Length}.", "filter");
        }

        return FilterLexer.Cut(text).Then(tokens => new FilterParser(tokens).Parse()).Then<SpanFilter>(root => new SpanFilter(text, root));
    }

    /// <summary>Both filters at once.</summary>
    public SpanFilter And(SpanFilter other) =>
        Root is null ? other : other.Root is null ? this : new SpanFilter($"({Text}) and ({other.Text})", new FilterNode.Both(Root, other.Root));

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal static Problem Wrong(string what, int position) => Problem.Invalid($"The filter cannot be read: {what} (at character {position + 1}).", "filter");

    internal static SpanFilter Of(FilterNode root) => new("", root);
}
