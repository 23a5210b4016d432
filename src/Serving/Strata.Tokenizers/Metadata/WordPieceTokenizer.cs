using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Fragments;

namespace Strata.Tokenizers.Metadata;

/// <summary>
/// WordPiece, the <c>bert</c> kind of GGUF: words by <see cref="BertWords"/>, then the longest pieces from the left. A word's
/// first piece is spelled with ▁. A word that cannot be covered is one unknown token.
/// </summary>
internal sealed class WordPieceTokenizer : FragmentTokenizer
{
    private readonly TokenTrie pieces = new();
    private readonly BertWords words;

    public WordPieceTokenizer(Vocabulary vocabulary, SpecialTokens special, SpecialMatcher matcher, BertWords words)
        : base(vocabulary, special, matcher)
    {
        this.words = words;
        for (var id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary.Kind(id) is TokenKind.Normal or TokenKind.UserDefined or TokenKind.Undefined)
            {
                pieces.Add(vocabulary.Text(id), id);
            }
        }
    }

    public override string Decode(ReadOnlySpan<int> ids, bool skipSpecial)
    {
        var text = base.Decode(ids, skipSpecial);
        return text.StartsWith(' ') ? text[1..] : text;
    }

    protected override void EncodeFragment(ReadOnlySpan<char> text, List<int> ids)
    {
        foreach (var word in words.Split(text))
        {
            var before = ids.Count;
            var rest = ("▁" + word).AsSpan();
            while (!rest.IsEmpty && pieces.Longest(rest, out var length) is >= 0 and var id)
            {
                ids.Add(id);
                rest = rest[length..];
            }

            if (!rest.IsEmpty)
            {
                ids.RemoveRange(before, ids.Count - before);
            }

            if (ids.Count == before && Special.Unknown is { } unknown)
            {
                ids.Add(unknown);
            }
        }
    }

    protected override void Close(List<int> ids)
    {
        if (Special.Separator is { } separator)
        {
            ids.Add(separator);
        }
    }
}
