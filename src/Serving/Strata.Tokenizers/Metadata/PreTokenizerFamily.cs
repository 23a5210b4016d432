using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.Metadata;

/// <summary>How a family of byte-pair vocabularies cuts words, and what else its name implies.</summary>
/// <param name="Words">Makes the pre-tokenizer.</param>
internal sealed record PreTokenizerFamily(Func<PreTokenizer> Words)
{
    /// <summary>A word that is a token as it stands is not built by merges.</summary>
    public bool WholeWords { get; init; }

    /// <summary>BOS is added where the file does not say.</summary>
    public bool AddBos { get; init; }

    /// <summary>The model is an encoder: a text stands between BOS and the separator.</summary>
    public bool Encoder { get; init; }
}
