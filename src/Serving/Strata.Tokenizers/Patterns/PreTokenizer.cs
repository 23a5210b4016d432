namespace Strata.Tokenizers.Patterns;

/// <summary>Splits a text into words: each step cuts the pieces of the step before it, which it sees one by one.</summary>
internal sealed class PreTokenizer(params ISplitter[] steps)
{
    /// <summary>The end of each word, in order; the first word starts at 0.</summary>
    public List<int> Split(ReadOnlySpan<char> text)
    {
        var ends = new List<int>();
        if (text.IsEmpty)
        {
            return ends;
        }

        ends.Add(text.Length);
        foreach (var step in steps)
        {
            ends = Refine(step, text, ends);
        }

        return ends;
    }

    private static List<int> Refine(ISplitter step, ReadOnlySpan<char> text, List<int> ends)
    {
        var refined = new List<int>(Math.Max(ends.Count, text.Length / 8));
        var origin = 0;
        foreach (var limit in ends)
        {
            var piece = text[origin..limit];
            var from = 0;
            while (step.TryNext(piece, from, out var start, out var end))
            {
                if (start > from)
                {
                    refined.Add(origin + start);
                }

                refined.Add(origin + end);
                from = end;
            }

            if (from < piece.Length)
            {
                refined.Add(limit);
            }

            origin = limit;
        }

        return refined;
    }
}
