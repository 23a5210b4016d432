using Strata.Tokenizers.HuggingFace.Alignment;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>Rewrites a text before it is split.</summary>
internal interface INormalizer
{
    /// <summary>Rewrites in place.</summary>
    void Apply(AlignedText text);
}
