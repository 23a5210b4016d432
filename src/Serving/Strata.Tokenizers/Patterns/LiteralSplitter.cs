namespace Strata.Tokenizers.Patterns;

/// <summary>Cuts out a fixed text; an empty one matches nothing.</summary>
internal sealed class LiteralSplitter(string literal) : ISplitter
{
    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        var at = literal.Length == 0 ? -1 : text[from..].IndexOf(literal, StringComparison.Ordinal);
        start = at < 0 ? text.Length : from + at;
        end = at < 0 ? text.Length : start + literal.Length;
        return at >= 0;
    }
}
