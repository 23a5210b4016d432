using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Splits at a pattern.</summary>
internal sealed class SplitPreTokenizer(ISplitter pattern, SplitBehavior behavior, bool invert = false) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText piece) => Splits.At(piece, pattern, behavior, invert);
}
