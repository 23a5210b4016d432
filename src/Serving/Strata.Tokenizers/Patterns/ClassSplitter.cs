using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>Cuts out every code point of a set, one by one, or in runs.</summary>
internal sealed class ClassSplitter(CodePointSet set, bool runs = false) : ISplitter
{
    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        start = from;
        while (start < text.Length && !Holds(text, start, out end))
        {
            start = end;
        }

        end = start;
        if (start >= text.Length)
        {
            return false;
        }

        Holds(text, start, out end);
        while (runs && end < text.Length && Holds(text, end, out var next))
        {
            end = next;
        }

        return true;
    }

    private bool Holds(ReadOnlySpan<char> text, int index, out int next)
    {
        CharClasses.At(text, index, out var length);
        next = index + length;
        return set.Contains(length == 2 ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index]);
    }
}
