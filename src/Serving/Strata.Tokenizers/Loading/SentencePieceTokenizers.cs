using Strata.Core.Results;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Fragments;
using Strata.Tokenizers.SentencePiece;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Loading;

/// <summary>Makes tokenizers from SentencePiece model files.</summary>
internal static class SentencePieceTokenizers
{
    public static Result<Tokenizer> FromModel(ReadOnlySpan<byte> data)
    {
        if (!SentencePieceModelReader.Read(data).Try(out var model, out var problem))
        {
            return problem;
        }

        if (model.ModelType is not (1 or 2))
        {
            return Problem.Unsupported("model_type", $"SentencePiece model type {model.ModelType} is not read; known are unigram (1) and BPE (2).");
        }

        Charsmap? rules = null;
        if (model.Rules.Length > 0 && !Charsmap.Read(model.Rules).Try(out rules, out problem))
        {
            return problem;
        }

        var vocabulary = new Vocabulary([.. model.Pieces], [.. model.Kinds], Vocabulary.SentencePieceBytes);
        var unknown = model.Kinds.IndexOf(TokenKind.Unknown);
        if (unknown < 0)
        {
            return Problem.Corrupt("The model has no unknown piece.", "pieces");
        }

        var userDefined = new TokenTrie();
        for (var id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary.Kind(id) == TokenKind.UserDefined)
            {
                userDefined.Add(vocabulary.Text(id), id);
            }
        }

        IPieceModel pieces = model.ModelType == 2
            ? new PairPieceModel(vocabulary, model.Scores, userDefined)
            : new UnigramPieceModel(vocabulary, model.Scores, single: true);
        var matcher = new SpecialMatcher(vocabulary, userDefined: false, [], []);
        return new SentencePieceTokenizer(vocabulary, Special(model, vocabulary, unknown), matcher, model.Options(rules), (pieces, userDefined));
    }

    private static SpecialTokens Special(SentencePieceModel model, Vocabulary vocabulary, int unknown)
    {
        var eos = vocabulary.Find(model.EosPiece);
        return new SpecialTokens
        {
            Bos = vocabulary.Find(model.BosPiece),
            Eos = eos,
            Padding = vocabulary.Find(model.PadPiece),
            Unknown = unknown,
            EndOfGeneration = eos is { } id ? new HashSet<int> { id } : [],
        };
    }
}
