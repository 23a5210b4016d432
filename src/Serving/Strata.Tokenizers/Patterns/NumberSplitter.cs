using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>Cuts out every number code point, alone or in runs of at most <paramref name="longest"/>.</summary>
internal sealed class NumberSplitter(int longest) : ISplitter
{
    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (start = from; start < text.Length;)
        {
            var isNumber = (CharClasses.At(text, start, out var length) & CharClass.Number) != 0;
            if (isNumber)
            {
                end = Runs.EndOf(text, start, CharClass.Number, longest);
                return true;
            }

            start += length;
        }

        end = start;
        return false;
    }
}
