using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.HuggingFace.Normalizers;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>GPT-2's words, spelled in its alphabet for bytes.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    private static readonly Gpt2Splitter Words = new();

    public IEnumerable<AlignedText> Split(AlignedText piece)
    {
        if (addPrefixSpace && !piece.Text.StartsWith(' '))
        {
            piece.Prepend(" ");
        }

        var words = useRegex ? Splits.At(piece, Words, SplitBehavior.Isolated) : [piece];
        foreach (var word in words)
        {
            SimpleNormalizers.ByteLevel(word);
        }

        return words;
    }
}
