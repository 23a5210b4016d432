using Strata.Tokenizers.HuggingFace.Alignment;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>A rewriting given by a function.</summary>
internal sealed class ActionNormalizer(Action<AlignedText> apply) : INormalizer
{
    public void Apply(AlignedText text) => apply(text);
}
