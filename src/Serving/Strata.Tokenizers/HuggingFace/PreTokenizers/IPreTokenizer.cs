using Strata.Tokenizers.HuggingFace.Alignment;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Splits pieces of text into smaller ones; the last ones are the words of the model.</summary>
internal interface IPreTokenizer
{
    /// <summary>The pieces of a piece, in order; empty ones are left out by the caller.</summary>
    IEnumerable<AlignedText> Split(AlignedText piece);
}
