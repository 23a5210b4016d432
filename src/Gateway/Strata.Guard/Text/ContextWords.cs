using System.Collections.Frozen;

namespace Strata.Guard.Text;

/// <summary>Words that stand before a number and say what it is. Looked up whole and in any case, in a bounded window.</summary>
internal sealed class ContextWords(params string[] words)
{
    private const int WordMax = 24;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words =
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether one of the words stands among the last <paramref name="count"/> words of <paramref name="before"/>; numbers are no words.</summary>
    public bool IsAmongLast(ReadOnlySpan<char> before, int count)
    {
        var end = before.Length;
        while (count > 0 && end > 0)
        {
            while (end > 0 && !IsLetter(before[end - 1]))
            {
                end--;
            }

            var start = end;
            while (start > 0 && IsLetter(before[start - 1]))
            {
                start--;
            }

            if (end - start is > 0 and <= WordMax && words.Contains(before[start..end]))
            {
                return true;
            }

            count--;
            end = start;
        }

        return false;
    }

    private static bool IsLetter(char c) => Chars.Is(c, CharSet.Letter | CharSet.OtherLetter) || (c >= 0x590 && char.IsLetter(c));
}
