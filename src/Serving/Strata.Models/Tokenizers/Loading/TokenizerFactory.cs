using System.Text;
using Strata.Core.Results;
using Strata.Models.Tokenizers.Algorithms;
using Strata.Models.Tokenizers.Metadata;

namespace Strata.Models.Tokenizers.Loading;

/// <summary>Builds a tokenizer from what a model file says. Everything read is untrusted: what does not fit is a problem, never an exception.</summary>
public static class TokenizerFactory
{
    /// <summary>From the metadata of a GGUF file.</summary>
    /// <returns>The tokenizer; a problem where the metadata contradict themselves or name a kind this build does not know.</returns>
    public static Result<Tokenizer> FromMetadata(TokenizerMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (MetadataReader.Check(metadata) is { } problem)
        {
            return problem;
        }

        return metadata.Model switch
        {
            "gpt2" => BytePair(metadata),
            _ => Problem.Unsupported("tokenizer.ggml.model", $"The tokenizer kind '{metadata.Model}' is not known; known are gpt2."),
        };
    }

    private static Result<Tokenizer> BytePair(TokenizerMetadata metadata)
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

        var kinds = MetadataReader.Kinds(metadata);
        var special = MetadataReader.Special(metadata);
        special = EndOfGeneration.Complete(special with { AddBos = metadata.AddBos ?? family.AddBos }, metadata, kinds);
        var vocabulary = new Vocabulary([.. metadata.Tokens], kinds, ByteLevelBytes);
        var matcher = new SpecialMatcher(vocabulary, [], []);
        var model = new BytePairModel(vocabulary, merges, family.WholeWords);
        return new BytePairTokenizer(vocabulary, special, matcher, family.Words(), model);
    }

    private static byte[] ByteLevelBytes(string text, TokenKind kind)
    {
        if (kind is TokenKind.Control or TokenKind.Unknown or TokenKind.UserDefined)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var value = ByteAlphabet.ByteOf(text[i]);
            if (value < 0)
            {
                return Encoding.UTF8.GetBytes(text);
            }

            bytes[i] = (byte)value;
        }

        return bytes;
    }
}
