using System.Text;

namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// Viterbi over a unigram vocabulary: the best-scored way to cover a text with tokens. One pass; only the best path into
/// each position is kept. A code point no token covers alone may be unknown, ten below the worst score.
/// </summary>
/// <param name="trie">Spellings that may be used.</param>
/// <param name="scores">Log-probability per token.</param>
/// <param name="unknownScore">Score of an unknown code point.</param>
/// <param name="single">Whether sums are kept in single precision, as SentencePiece does; it decides ties.</param>
internal sealed class UnigramLattice(TokenTrie trie, double[] scores, double unknownScore, bool single)
{
    /// <summary>The id that stands for an unknown code point in the result.</summary>
    public const int Unknown = -1;

    /// <summary>Covers a text; the pieces come in order, unknown code points one by one.</summary>
    public List<(int Id, int Start, int Length)> Encode(ReadOnlySpan<char> text)
    {
        var best = new double[text.Length + 1];
        var starts = new int[text.Length + 1];
        var ids = new int[text.Length + 1];
        Array.Fill(starts, -1);
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out _, out var unit);
            var covered = false;
            var node = 0;
            for (var end = at; end < text.Length && (node = trie.Step(node, text[end])) >= 0;)
            {
                end++;
                var id = trie.Value(node);
                if (id >= 0)
                {
                    covered |= end - at == unit;
                    Offer(best, starts, ids, (at, end, id, scores[id]));
                }
            }

            if (!covered)
            {
                Offer(best, starts, ids, (at, at + unit, Unknown, unknownScore));
            }

            at += unit;
        }

        return Backtrack(starts, ids, text.Length);
    }

    private void Offer(double[] best, int[] starts, int[] ids, (int Start, int End, int Id, double Score) piece)
    {
        var candidate = piece.Score + best[piece.Start];
        if (piece.Id == Unknown && single)
        {
            candidate = (float)candidate;
        }

        if (starts[piece.End] < 0 || candidate > best[piece.End])
        {
            best[piece.End] = single ? (float)candidate : candidate;
            starts[piece.End] = piece.Start;
            ids[piece.End] = piece.Id;
        }
    }

    private static List<(int Id, int Start, int Length)> Backtrack(int[] starts, int[] ids, int end)
    {
        var pieces = new List<(int, int, int)>();
        for (; end > 0; end = starts[end])
        {
            pieces.Add((ids[end], starts[end], end - starts[end]));
        }

        pieces.Reverse();
        return pieces;
    }
}
