using Strata.Core.Results;
using Strata.Tokenizers.HuggingFace;
using Strata.Tokenizers.Metadata;

namespace Strata.Tokenizers.Loading;

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
            "gpt2" => MetadataTokenizers.BytePair(metadata),
            "llama" => MetadataTokenizers.ScoredPairs(metadata),
            "t5" => MetadataTokenizers.Unigram(metadata),
            "bert" => MetadataTokenizers.WordPiece(metadata),
            _ => Problem.Unsupported("tokenizer.ggml.model", $"The tokenizer kind '{metadata.Model}' is not known; known are gpt2, llama, t5 and bert."),
        };
    }

    /// <summary>From a Hugging Face <c>tokenizer.json</c>, in UTF-8. Truncation and padding settings are left to the caller.</summary>
    public static Result<Tokenizer> FromJson(ReadOnlyMemory<byte> json) => JsonTokenizerReader.Read(json);

    /// <summary>From a SentencePiece <c>.model</c> file.</summary>
    public static Result<Tokenizer> FromSentencePiece(ReadOnlySpan<byte> model) => SentencePieceTokenizers.FromModel(model);
}
