using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>Cuts out runs of word characters and runs of what is neither word nor white space: <c>\w+|[^\w\s]+</c>.</summary>
internal sealed class WordOrSignSplitter(CodePointSet word) : ISplitter
{
    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        start = from;
        while (start < text.Length && Kind(text, start, out end) == 0)
        {
            start = end;
        }

        end = start;
        if (start >= text.Length)
        {
            return false;
        }

        var kind = Kind(text, start, out end);
        while (end < text.Length && Kind(text, end, out var next) == kind)
        {
            end = next;
        }

        return true;
    }

    private int Kind(ReadOnlySpan<char> text, int index, out int next)
    {
        var kind = CharClasses.At(text, index, out var length);
        next = index + length;
        return word.Contains(length == 2 ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index]) ? 1
            : (kind & CharClass.Space) != 0 ? 0 : 2;
    }
}
