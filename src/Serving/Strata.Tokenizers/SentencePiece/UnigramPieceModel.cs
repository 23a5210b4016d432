using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>
/// Unigram pieces. User-defined ones get a score no path can beat, by their length in UTF-8; unused, control, unknown and
/// byte pieces are never found in text.
/// </summary>
internal sealed class UnigramPieceModel : IPieceModel
{
    private readonly UnigramLattice lattice;

    public UnigramPieceModel(Vocabulary vocabulary, IReadOnlyList<float> scores, bool single)
    {
        var trie = new TokenTrie();
        var values = new double[vocabulary.Count];
        var normal = Enumerable.Range(0, vocabulary.Count).Where(id => vocabulary.Kind(id) == TokenKind.Normal).Select(id => scores[id]).DefaultIfEmpty().ToArray();
        var (least, most) = (normal.Min(), normal.Max());
        for (var id = 0; id < values.Length; id++)
        {
            var kind = vocabulary.Kind(id);
            values[id] = kind == TokenKind.UserDefined ? UserDefinedScore(vocabulary.Text(id), most, single) : scores[id];
            if (kind is TokenKind.Normal or TokenKind.UserDefined || (kind == TokenKind.Unused && !single))
            {
                trie.Add(vocabulary.Text(id), id);
            }
        }

        lattice = new UnigramLattice(trie, values, single ? (float)(least - 10f) : least - 10.0, single);
    }

    public List<(int Id, int Start, int Length)> Find(ReadOnlySpan<char> text) => lattice.Encode(text);

    private static double UserDefinedScore(string text, float most, bool single) =>
        single ? (System.Text.Encoding.UTF8.GetByteCount(text) * most) - 0.1 : 0.0;
}
