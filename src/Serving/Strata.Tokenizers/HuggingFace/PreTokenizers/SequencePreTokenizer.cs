using Strata.Tokenizers.HuggingFace.Alignment;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Several splits one after the other.</summary>
internal sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText piece) =>
        steps.Aggregate((IEnumerable<AlignedText>)[piece], (pieces, step) => [.. pieces.SelectMany(step.Split).Where(p => p.Text.Length > 0)]);
}
