using System.Text;
using Strata.Core.Results;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Fragments;
using Strata.Tokenizers.Metadata;
using Strata.Tokenizers.SentencePiece;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Loading;

/// <summary>One maker per tokenizer kind of GGUF. The metadata were checked against the limits before.</summary>
internal static class MetadataTokenizers
{
    public static Result<Tokenizer> BytePair(TokenizerMetadata metadata)
    {
        var name = metadata.Pre ?? "default";
        if (PreTokenizerTable.Find(name) is not { } family)
        {
            return Problem.Unsupported(
                "tokenizer.ggml.pre",
                $"The pre-tokenizer '{name}' is not known. Known are: {string.Join(", ", PreTokenizerTable.Names)}.");
        }

        if (metadata.Merges is not { } merges)
        {
            return Problem.Corrupt("A byte-pair vocabulary needs merges.", "tokenizer.ggml.merges");
        }

        var special = MetadataReader.Special(metadata) with { AddBos = metadata.AddBos ?? family.AddBos };
        var vocabulary = Vocabulary(metadata, ref special, ByteLevelBytes);
        var model = new BytePairModel(vocabulary, merges, family.WholeWords);
        return new BytePairTokenizer(vocabulary, special, Matcher(metadata, vocabulary), family.Words(), model);
    }

    public static Result<Tokenizer> ScoredPairs(TokenizerMetadata metadata)
    {
        if (metadata.Scores is not { } scores)
        {
            return Problem.Corrupt("A SentencePiece vocabulary needs scores.", "tokenizer.ggml.scores");
        }

        var special = MetadataReader.Special(metadata);
        var vocabulary = Vocabulary(metadata, ref special, Tokenizers.Vocabulary.SentencePieceBytes);
        var options = new SentencePieceOptions { AddDummyPrefix = metadata.AddSpacePrefix ?? true, RemoveExtraWhitespaces = false };
        var none = new TokenTrie();
        return new SentencePieceTokenizer(
            vocabulary, special, Matcher(metadata, vocabulary), options, (new PairPieceModel(vocabulary, scores, none), none));
    }

    public static Result<Tokenizer> Unigram(TokenizerMetadata metadata)
    {
        if (metadata.Scores is not { } scores)
        {
            return Problem.Corrupt("A unigram vocabulary needs scores.", "tokenizer.ggml.scores");
        }

        Charsmap? rules = null;
        if (!metadata.PrecompiledCharsmap.IsEmpty && !Charsmap.Read(metadata.PrecompiledCharsmap.Span).Try(out rules, out var problem))
        {
            return problem;
        }

        var special = MetadataReader.Special(metadata);
        var vocabulary = Vocabulary(metadata, ref special, Tokenizers.Vocabulary.SentencePieceBytes);
        var options = new SentencePieceOptions
        {
            Rules = rules,
            AddDummyPrefix = metadata.AddSpacePrefix ?? false,
            RemoveExtraWhitespaces = metadata.RemoveExtraWhitespaces ?? false,
        };
        return new SentencePieceTokenizer(
            vocabulary, special, Matcher(metadata, vocabulary), options, (new UnigramPieceModel(vocabulary, scores, single: false), new TokenTrie()));
    }

    public static Result<Tokenizer> WordPiece(TokenizerMetadata metadata)
    {
        var special = MetadataReader.Special(metadata);
        if (special.Unknown is null)
        {
            return Problem.Corrupt("A WordPiece vocabulary needs an unknown token.", "tokenizer.ggml.unknown_token_id");
        }

        var vocabulary = Vocabulary(metadata, ref special, Tokenizers.Vocabulary.SentencePieceBytes);
        var lowercase = metadata.Lowercase ?? true;
        var words = new BertWords(lowercase, metadata.StripAccents ?? lowercase);
        return new WordPieceTokenizer(vocabulary, special, Matcher(metadata, vocabulary), words);
    }

    private static Vocabulary Vocabulary(TokenizerMetadata metadata, ref SpecialTokens special, Func<string, TokenKind, byte[]> bytesOf)
    {
        var kinds = MetadataReader.Kinds(metadata);
        special = EndOfGeneration.Complete(special, metadata.Tokens, metadata.EomId, kinds);
        return new Vocabulary([.. metadata.Tokens], kinds, bytesOf);
    }

    private static SpecialMatcher Matcher(TokenizerMetadata metadata, Vocabulary vocabulary)
    {
        var (left, right) = StripRules.For(metadata, vocabulary);
        return new SpecialMatcher(vocabulary, userDefined: true, left, right);
    }

    private static byte[] ByteLevelBytes(string text, TokenKind kind)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var value = kind is TokenKind.Control or TokenKind.Unknown or TokenKind.UserDefined ? -1 : ByteAlphabet.ByteOf(text[i]);
            if (value < 0)
            {
                return Encoding.UTF8.GetBytes(text);
            }

            bytes[i] = (byte)value;
        }

        return bytes;
    }
}
