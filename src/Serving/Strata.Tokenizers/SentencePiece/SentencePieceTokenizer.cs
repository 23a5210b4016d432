using System.Text;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Fragments;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>
/// SentencePiece, from its own model file or from GGUF metadata: prepare the text, find the pieces, spell what is unknown
/// in bytes where the vocabulary has them, else as one unknown token a run.
/// </summary>
internal sealed class SentencePieceTokenizer : FragmentTokenizer
{
    private readonly SentencePieceOptions options;
    private readonly SentencePieceNormalizer normalizer;
    private readonly IPieceModel model;
    private readonly int[]? byteIds;

    public SentencePieceTokenizer(
        Vocabulary vocabulary, SpecialTokens special, SpecialMatcher matcher, SentencePieceOptions options, (IPieceModel Model, TokenTrie UserDefined) pieces)
        : base(vocabulary, special, matcher)
    {
        this.options = options;
        model = pieces.Model;
        normalizer = new SentencePieceNormalizer(options, pieces.UserDefined);
        byteIds = BytePieces(vocabulary);
    }

    public override string Decode(ReadOnlySpan<int> ids, bool skipSpecial)
    {
        var decoder = new SentencePieceDecoder(Vocabulary, options, skipSpecial);
        foreach (var id in ids)
        {
            decoder.Add(id);
        }

        return decoder.Text();
    }

    /// <summary>Ids with the text each stands for after preparation, as SentencePiece reports its pieces.</summary>
    internal List<(int Id, string Piece)> EncodePieces(string text)
    {
        var pieces = new List<(int, string)>();
        Encode(JoinedText.WellFormed(text), (id, piece) => pieces.Add((id, piece)));
        return pieces;
    }

    protected override void EncodeFragment(ReadOnlySpan<char> text, List<int> ids) => Encode(text, (id, _) => ids.Add(id));

    private void Encode(ReadOnlySpan<char> text, Action<int, string> emit)
    {
        var prepared = normalizer.Normalize(text);
        var unknown = 0;
        foreach (var (id, start, length) in model.Find(prepared))
        {
            if (id == IPieceModel.Unknown)
            {
                unknown += length;
                continue;
            }

            EmitUnknown(prepared.AsSpan(start - unknown, unknown), emit);
            unknown = 0;
            emit(id, prepared.Substring(start, length));
        }

        EmitUnknown(prepared.AsSpan(prepared.Length - unknown, unknown), emit);
    }

    private void EmitUnknown(ReadOnlySpan<char> text, Action<int, string> emit)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (byteIds is null)
        {
            if (Special.Unknown is { } unknown)
            {
                emit(unknown, text.ToString());
            }

            return;
        }

        foreach (var value in Encoding.UTF8.GetBytes(text.ToString()))
        {
            emit(byteIds[value], Vocabulary.Text(byteIds[value]));
        }
    }

    private static int[]? BytePieces(Vocabulary vocabulary)
    {
        var ids = new int[256];
        Array.Fill(ids, -1);
        for (var id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary.Kind(id) == TokenKind.Byte && Vocabulary.ByteValue(vocabulary.Text(id)) is { } value && ids[value] < 0)
            {
                ids[value] = id;
            }
        }

        return ids.Contains(-1) ? null : ids;
    }
}
