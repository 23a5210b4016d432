using System.Text;
using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>Unigram: the best-scored cover of a word. A run of unknown code points is one piece, looked up once more, then spelled in bytes or unknown.</summary>
internal sealed class UnigramWordModel : IWordModel
{
    private readonly Dictionary<string, int> vocabulary;
    private readonly UnigramLattice lattice;
    private readonly int? unknown;

    public UnigramWordModel(IReadOnlyList<(string Text, double Score)> pieces, int? unknown, bool byteFallback)
    {
        this.unknown = unknown;
        ByteFallback = byteFallback;
        vocabulary = new Dictionary<string, int>(pieces.Count, StringComparer.Ordinal);
        var trie = new TokenTrie();
        for (var id = 0; id < pieces.Count; id++)
        {
            vocabulary[pieces[id].Text] = id;
            trie.Add(pieces[id].Text, id);
        }

        double[] scores = [.. pieces.Select(p => p.Score)];
        lattice = new UnigramLattice(trie, scores, scores.DefaultIfEmpty().Min() - 10.0, single: false);
    }

    public IReadOnlyDictionary<string, int> Vocabulary => vocabulary;

    public int? Unknown => unknown;

    public bool ByteFallback { get; }

    public void Encode(string word, List<WordToken> tokens)
    {
        var pending = -1;
        foreach (var (id, start, length) in lattice.Encode(word))
        {
            if (id == UnigramLattice.Unknown || id == unknown)
            {
                pending = pending < 0 ? start : pending;
                continue;
            }

            EmitUnknown(word, pending, start, tokens);
            pending = -1;
            tokens.Add(new WordToken(id, start, start + length));
        }

        EmitUnknown(word, pending, word.Length, tokens);
    }

    private void EmitUnknown(string word, int start, int end, List<WordToken> tokens)
    {
        if (start < 0)
        {
            return;
        }

        var text = word[start..end];
        if (vocabulary.TryGetValue(text, out var known))
        {
            tokens.Add(new WordToken(known, start, end));
        }
        else if (!TryBytes(text, start, tokens) && unknown is { } id)
        {
            tokens.Add(new WordToken(id, start, end));
        }
    }

    private bool TryBytes(string text, int start, List<WordToken> tokens)
    {
        var before = tokens.Count;
        foreach (var value in ByteFallback ? Encoding.UTF8.GetBytes(text) : [])
        {
            if (!vocabulary.TryGetValue($"<0x{value:X2}>", out var id))
            {
                tokens.RemoveRange(before, tokens.Count - before);
                return false;
            }

            tokens.Add(new WordToken(id, start, start + text.Length));
        }

        return ByteFallback;
    }
}
