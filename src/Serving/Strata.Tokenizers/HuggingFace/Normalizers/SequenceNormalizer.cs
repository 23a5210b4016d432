using Strata.Tokenizers.HuggingFace.Alignment;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>Several rewritings one after the other.</summary>
internal sealed class SequenceNormalizer(IReadOnlyList<INormalizer> steps) : INormalizer
{
    public void Apply(AlignedText text)
    {
        foreach (var step in steps)
        {
            step.Apply(text);
        }
    }
}
