namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>Puts special tokens around one or two encoded texts, sets type ids, trims offsets.</summary>
internal interface IPostProcessor
{
    /// <summary>Processes; the results are joined in the end.</summary>
    List<List<EncodedToken>> Process(List<List<EncodedToken>> texts, bool addSpecial);
}
