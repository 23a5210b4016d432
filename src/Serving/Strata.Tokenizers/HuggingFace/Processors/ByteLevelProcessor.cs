namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>Takes blanks out of offsets, and adds nothing.</summary>
internal sealed class ByteLevelProcessor(bool trimOffsets, bool addPrefixSpace) : IPostProcessor
{
    public List<List<EncodedToken>> Process(List<List<EncodedToken>> texts, bool addSpecial)
    {
        if (trimOffsets)
        {
            texts.ForEach(tokens => OffsetTrim.Apply(tokens, addPrefixSpace));
        }

        return texts;
    }
}
