using System.Buffers;
using System.Text;
using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>
/// BPE pieces: code points, then the joint spelling of best score again and again. User-defined pieces are one symbol that
/// never merges. A piece that is marked unused is built on the way to larger ones and taken apart again at the end.
/// </summary>
internal sealed class PairPieceModel : IPieceModel
{
    private const int Frozen = 1 << 30;
    private const int Nameless = Frozen - 1;
    private readonly Vocabulary vocabulary;
    private readonly SymbolTable symbols;
    private readonly PairTable pairs;
    private readonly TokenTrie userDefined;

    public PairPieceModel(Vocabulary vocabulary, IReadOnlyList<float> scores, TokenTrie userDefined)
    {
        this.vocabulary = vocabulary;
        this.userDefined = userDefined;
        symbols = new SymbolTable(vocabulary.Count, TextOf);
        pairs = ScoredMerges.Build(vocabulary.Count, TextOf, id => scores[id], symbols);
    }

    public List<(int Id, int Start, int Length)> Find(ReadOnlySpan<char> text)
    {
        var units = ArrayPool<int>.Shared.Rent(text.Length);
        var lengths = ArrayPool<int>.Shared.Rent(text.Length);
        var count = Symbols(text, units, lengths);
        var left = PairMerger.Merge(pairs, units.AsSpan(0, count), lengths.AsSpan(0, count));
        var pieces = new List<(int, int, int)>(left);
        var start = 0;
        for (var i = 0; i < left; i++)
        {
            Emit(units[i], text.Slice(start, lengths[i]), start, pieces);
            start += lengths[i];
        }

        ArrayPool<int>.Shared.Return(units);
        ArrayPool<int>.Shared.Return(lengths);
        return pieces;
    }

    // Pieces with a role of their own are never built from text.
    private string? TextOf(int id) =>
        vocabulary.Kind(id) is TokenKind.Normal or TokenKind.UserDefined or TokenKind.Unused or TokenKind.Undefined ? vocabulary.Text(id) : null;

    private int Symbols(ReadOnlySpan<char> text, int[] units, int[] lengths)
    {
        var count = 0;
        for (var at = 0; at < text.Length; at += lengths[count++])
        {
            var id = userDefined.Longest(text[at..], out var length);
            if (id >= 0)
            {
                units[count] = Frozen + id;
            }
            else
            {
                Rune.DecodeFromUtf16(text[at..], out _, out length);
                units[count] = symbols.TryFind(text.Slice(at, length), out var symbol) ? symbol : Nameless;
            }

            lengths[count] = length;
        }

        return count;
    }

    private void Emit(int symbol, ReadOnlySpan<char> text, int start, List<(int Id, int Start, int Length)> pieces)
    {
        if (symbol >= Frozen)
        {
            pieces.Add((symbol - Frozen, start, text.Length));
        }
        else if (symbol == Nameless || !symbols.IsToken(symbol))
        {
            pieces.Add((IPieceModel.Unknown, start, text.Length));
        }
        else if (vocabulary.Kind(symbol) != TokenKind.Unused || !TryTakeApart(symbol, text, out var at))
        {
            pieces.Add((symbol, start, text.Length));
        }
        else
        {
            symbols.TryFind(text[..at], out var left);
            symbols.TryFind(text[at..], out var right);
            Emit(left, text[..at], start, pieces);
            Emit(right, text[at..], start + at, pieces);
        }
    }

    private bool TryTakeApart(int symbol, ReadOnlySpan<char> text, out int at)
    {
        for (at = 1; at < text.Length; at++)
        {
            if (symbols.TryFind(text[..at], out var left) && symbols.TryFind(text[at..], out var right)
                && pairs.Rank(left, right, out var merged) != int.MaxValue && merged == symbol)
            {
                return true;
            }
        }

        return false;
    }
}
