using System.Text;

namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// SentencePiece's BPE keeps no merges: two symbols merge when their joint spelling is a token, the best score first. This
/// writes those pairs down once: every way to split every token into two symbols, ranked by score.
/// </summary>
internal static class ScoredMerges
{
    /// <summary>The pair table of a vocabulary.</summary>
    /// <param name="count">Tokens.</param>
    /// <param name="textOf">Spelling of a token that may be built, or null.</param>
    /// <param name="scoreOf">Its score.</param>
    /// <param name="symbols">Names the symbols; single code points without a token are interned.</param>
    public static PairTable Build(int count, Func<int, string?> textOf, Func<int, float> scoreOf, SymbolTable symbols)
    {
        var ranks = Enumerable.Range(0, count).Where(id => textOf(id) is not null).Select(scoreOf).Distinct()
            .OrderDescending().Select((score, rank) => (score, rank)).ToDictionary(p => p.score, p => p.rank);
        var pairs = new List<(int Left, int Right, int Rank, int Merged)>();
        for (var id = 0; id < count; id++)
        {
            if (textOf(id) is { Length: > 1 and <= SplitCharsMax } text)
            {
                Split(text, id, ranks[scoreOf(id)], symbols, pairs);
            }
        }

        var table = new PairTable(pairs.Count);
        foreach (var (left, right, rank, merged) in pairs)
        {
            table.Add(left, right, rank, merged, keepFirst: true);
        }

        return table;
    }

    // A longer spelling is never built from pairs; the bound keeps a hostile vocabulary from costing the square of its length.
    private const int SplitCharsMax = 256;

    private static void Split(string text, int id, int rank, SymbolTable symbols, List<(int Left, int Right, int Rank, int Merged)> pairs)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (!char.IsLowSurrogate(text[at])
                && TrySymbol(text.AsSpan(0, at), symbols, out var left) && TrySymbol(text.AsSpan(at), symbols, out var right))
            {
                pairs.Add((left, right, rank, id));
            }
        }
    }

    // Only a token or a single code point can be a symbol at run time.
    private static bool TrySymbol(ReadOnlySpan<char> text, SymbolTable symbols, out int symbol)
    {
        if (symbols.TryFind(text, out symbol))
        {
            return true;
        }

        Rune.DecodeFromUtf16(text, out _, out var length);
        if (length != text.Length)
        {
            return false;
        }

        symbol = symbols.Intern(text.ToString());
        return true;
    }
}
