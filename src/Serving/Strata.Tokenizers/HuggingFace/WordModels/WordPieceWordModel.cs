using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>WordPiece: the longest piece from the left; a word that cannot be covered, or is too long, is one unknown token.</summary>
internal sealed class WordPieceWordModel : IWordModel
{
    private readonly Dictionary<string, int> vocabulary;
    private readonly TokenTrie starts = new();
    private readonly TokenTrie continues = new();
    private readonly int unknown;
    private readonly int longest;

    public WordPieceWordModel(Dictionary<string, int> vocabulary, int unknown, string prefix, int longest)
    {
        this.vocabulary = vocabulary;
        this.unknown = unknown;
        this.longest = longest;
        foreach (var (text, id) in vocabulary)
        {
            starts.Add(text, id);
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                continues.Add(text.AsSpan(prefix.Length), id);
            }
        }
    }

    public IReadOnlyDictionary<string, int> Vocabulary => vocabulary;

    public int? Unknown => unknown;

    public bool ByteFallback => false;

    public void Encode(string word, List<WordToken> tokens)
    {
        var before = tokens.Count;
        var at = 0;
        var fits = word.Length <= longest || word.EnumerateRunes().Count() <= longest;
        while (fits && at < word.Length)
        {
            var id = (at == 0 ? starts : continues).Longest(word.AsSpan(at), out var length);
            fits = id >= 0;
            tokens.Add(new WordToken(id, at, at + length));
            at += length;
        }

        if (!fits)
        {
            tokens.RemoveRange(before, tokens.Count - before);
            tokens.Add(new WordToken(unknown, 0, word.Length));
        }
    }
}
