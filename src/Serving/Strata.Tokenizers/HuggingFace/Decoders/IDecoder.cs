namespace Strata.Tokenizers.HuggingFace.Decoders;

/// <summary>Turns the spellings of tokens into text, step by step; what is left at the end is joined.</summary>
internal interface IDecoder
{
    /// <summary>Rewrites the pieces.</summary>
    List<string> Decode(List<string> pieces);
}
