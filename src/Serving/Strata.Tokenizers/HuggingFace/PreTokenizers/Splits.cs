using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Splits a piece at the matches of a pattern.</summary>
internal static class Splits
{
    /// <summary>Splits.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="behavior">What becomes of matches.</param>
    /// <param name="invert">Whether what lies between matches counts as the match.</param>
    public static List<AlignedText> At(AlignedText piece, ISplitter pattern, SplitBehavior behavior, bool invert = false)
    {
        var parts = Parts(piece.Text, pattern, invert);
        var merged = behavior switch
        {
            SplitBehavior.Removed => [.. parts.Where(p => !p.Match)],
            SplitBehavior.Contiguous => Join(parts, (match, previous) => match == previous),
            SplitBehavior.MergedWithPrevious => Join(parts, (match, previous) => match && !previous),
            SplitBehavior.MergedWithNext => JoinBackwards(parts),
            _ => parts,
        };
        var pieces = new List<AlignedText>(merged.Count);
        foreach (var (start, end, _) in merged)
        {
            if (end > start)
            {
                pieces.Add(piece.Slice(start, end));
            }
        }

        return pieces;
    }

    private static List<(int Start, int End, bool Match)> Parts(ReadOnlySpan<char> text, ISplitter pattern, bool invert)
    {
        var parts = new List<(int, int, bool)>();
        var from = 0;
        while (pattern.TryNext(text, from, out var start, out var end))
        {
            if (start > from)
            {
                parts.Add((from, start, invert));
            }

            parts.Add((start, end, !invert));
            from = end;
        }

        if (from < text.Length)
        {
            parts.Add((from, text.Length, invert));
        }

        return parts;
    }

    private static List<(int Start, int End, bool Match)> Join(List<(int Start, int End, bool Match)> parts, Func<bool, bool, bool> joins)
    {
        var joined = new List<(int Start, int End, bool Match)>();
        var previous = false;
        foreach (var part in parts)
        {
            if (joins(part.Match, previous) && joined.Count > 0)
            {
                joined[^1] = joined[^1] with { End = part.End };
            }
            else
            {
                joined.Add(part);
            }

            previous = part.Match;
        }

        return joined;
    }

    private static List<(int Start, int End, bool Match)> JoinBackwards(List<(int Start, int End, bool Match)> parts)
    {
        var joined = new List<(int Start, int End, bool Match)>();
        var previous = false;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i].Match && !previous && joined.Count > 0)
            {
                joined[^1] = joined[^1] with { Start = parts[i].Start };
            }
            else
            {
                joined.Add(parts[i]);
            }

            previous = parts[i].Match;
        }

        joined.Reverse();
        return joined;
    }
}
