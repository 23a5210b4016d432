using System.Buffers;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.HuggingFace;

/// <summary>Finds added tokens of one kind (normalised or not) in a piece: leftmost, longest, each with its own conditions.</summary>
internal sealed class AddedTokens
{
    private readonly TokenTrie trie = new();
    private readonly Dictionary<int, AddedToken> byId = [];
    private readonly SearchValues<char> firsts;

    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        foreach (var token in tokens)
        {
            trie.Add(token.Pattern, token.Id);
            byId[token.Id] = token;
        }

        firsts = SearchValues.Create([.. trie.Firsts]);
    }

    /// <summary>Cuts a piece at its tokens.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="trusts">Whether a special token found in a range of the original may be one.</param>
    /// <param name="pieces">Takes the parts, with the token each is, or null.</param>
    public void Split(AlignedText piece, Func<(int Start, int End), bool> trusts, List<(AlignedText Piece, AddedToken? Token)> pieces)
    {
        var text = piece.Text;
        var done = 0;
        for (var at = Next(text, 0); at >= 0;)
        {
            var id = trie.Longest(text.AsSpan(at), out var length);
            if (id < 0)
            {
                at = Next(text, at + 1);
                continue;
            }

            var token = byId[id];
            var (start, end) = (at, at + length);
            at = Next(text, end);
            if ((token.Special && !trusts(piece.OriginalOf(start, end))) || (token.SingleWord && !StandsAlone(text, start, end)))
            {
                continue;
            }

            start = token.StripLeft ? Math.Max(text.AsSpan(0, start).TrimEnd().Length, done) : start;
            end = token.StripRight ? text.Length - text.AsSpan(end).TrimStart().Length : end;
            Add(piece, done, start, null, pieces);
            Add(piece, start, end, token, pieces);
            done = end;
        }

        Add(piece, done, text.Length, null, pieces);
    }

    private int Next(string text, int from)
    {
        var at = from >= text.Length ? -1 : text.AsSpan(from).IndexOfAny(firsts);
        return at < 0 ? -1 : from + at;
    }

    private static void Add(AlignedText piece, int start, int end, AddedToken? token, List<(AlignedText Piece, AddedToken? Token)> pieces)
    {
        if (end > start)
        {
            pieces.Add((piece.Slice(start, end), token));
        }
    }

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !IsWord(text, start - (start > 1 && char.IsLowSurrogate(text[start - 1]) ? 2 : 1))) && (end >= text.Length || !IsWord(text, end));

    private static bool IsWord(string text, int index)
    {
        CharClasses.At(text, index, out var length);
        var point = length == 2 ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index];
        return UnicodeSets.IsWord(point) || point is 0x200C or 0x200D;
    }
}
