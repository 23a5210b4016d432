using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>Cuts off the white space at the end of a text, <c>\s+$</c>; by hand because the pattern is quadratic.</summary>
internal sealed class TrailingSpaceSplitter : ISplitter
{
    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        end = text.Length;
        start = end;
        while (start > from && (CharClasses.Of(text[start - 1]) & CharClass.Space) != 0)
        {
            start--;
        }

        return start < end;
    }
}
