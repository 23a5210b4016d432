using Strata.Tokenizers.HuggingFace.Decoders;
using Strata.Tokenizers.HuggingFace.Normalizers;
using Strata.Tokenizers.HuggingFace.PreTokenizers;
using Strata.Tokenizers.HuggingFace.Processors;
using Strata.Tokenizers.HuggingFace.WordModels;

namespace Strata.Tokenizers.HuggingFace;

/// <summary>The parts of a <c>tokenizer.json</c>, in the order text passes them.</summary>
internal sealed record JsonPipeline
{
    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    public INormalizer? Normalizer { get; init; }

    public IPreTokenizer? PreTokenizer { get; init; }

    public required IWordModel Model { get; init; }

    public IPostProcessor? PostProcessor { get; init; }

    public IDecoder? Decoder { get; init; }

    /// <summary>Whether a step asks where in the original a piece starts.</summary>
    public bool NeedsOrigins { get; init; }
}
