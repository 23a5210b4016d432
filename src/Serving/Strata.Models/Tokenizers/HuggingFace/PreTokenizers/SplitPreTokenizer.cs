using Strata.Models.Tokenizers.HuggingFace.Alignment;
using Strata.Models.Tokenizers.Patterns;

namespace Strata.Models.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Splits at a pattern.</summary>
internal sealed class SplitPreTokenizer(ISplitter pattern, SplitBehavior behavior, bool invert = false) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText piece) => Splits.At(piece, pattern, behavior, invert);
}
