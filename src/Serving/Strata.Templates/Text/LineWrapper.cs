namespace Strata.Templates.Text;

/// <summary>
/// Greedy filling of one line, as Python's <c>textwrap</c> without tab expansion: chunks are words, pieces of hyphenated
/// words, and the white space between them; white space at a break is dropped.
/// </summary>
internal sealed class LineWrapper(int width, bool breakLongWords, bool breakOnHyphens)
{
    /// <summary>The lines as ranges of the text.</summary>
    public List<(int Start, int Length)> Wrap(string text)
    {
        var chunks = Chunks(text);
        var lines = new List<(int Start, int Length)>();
        for (var i = 0; i < chunks.Count;)
        {
            if (lines.Count > 0 && IsBlank(text, chunks[i]))
            {
                i++;
                continue;
            }

            var (start, end) = (chunks[i].Start, chunks[i].Start);
            while (i < chunks.Count && chunks[i].Start + chunks[i].Length - start <= width)
            {
                end = chunks[i].Start + chunks[i].Length;
                i++;
            }

            if (i < chunks.Count && chunks[i].Length > width)
            {
                i = TakeLong(chunks, i, start, ref end);
            }

            end = IsAllBlank(text, start, end) && lines.Count == 0 && i < chunks.Count ? end : Whitespace.SkipBackward(text, end);
            if (end > start)
            {
                lines.Add((start, end - start));
            }
        }

        return lines;
    }

    private int TakeLong(List<(int Start, int Length)> chunks, int i, int start, ref int end)
    {
        if (breakLongWords)
        {
            var room = Math.Max(width - (end - start), 1);
            end = chunks[i].Start + room;
            chunks[i] = (end, chunks[i].Length - room);
            return i;
        }

        if (end > start)
        {
            return i;
        }

        end = chunks[i].Start + chunks[i].Length;
        return i + 1;
    }

    private List<(int Start, int Length)> Chunks(string text)
    {
        var chunks = new List<(int Start, int Length)>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var blank = Whitespace.Is(text[i]);
            for (i++; i < text.Length && Whitespace.Is(text[i]) == blank; i++)
            {
                if (!blank && breakOnHyphens && IsHyphenBreak(text, start, i))
                {
                    chunks.Add((start, i - start));
                    start = i;
                }
            }

            chunks.Add((start, i - start));
        }

        return chunks;
    }

    /// <summary>Whether a word may break before <paramref name="at"/>: after a hyphen with letters on both sides.</summary>
    private static bool IsHyphenBreak(string text, int start, int at) => text[at - 1] == '-'
        && at - start >= 3 && char.IsLetter(text[at - 2]) && char.IsLetterOrDigit(text[at - 3])
        && char.IsLetter(text[at]) && at + 1 < text.Length && char.IsLetter(text[at + 1]);

    private static bool IsBlank(string text, (int Start, int Length) chunk) => chunk.Length > 0 && Whitespace.Is(text[chunk.Start]);

    private static bool IsAllBlank(string text, int start, int end) => Whitespace.SkipBackward(text, end) <= start;
}
