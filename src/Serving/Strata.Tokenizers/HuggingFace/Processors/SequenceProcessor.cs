namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>Several processors one after the other.</summary>
internal sealed class SequenceProcessor(IReadOnlyList<IPostProcessor> steps) : IPostProcessor
{
    /// <summary>The steps.</summary>
    public IReadOnlyList<IPostProcessor> Steps => steps;

    public List<List<EncodedToken>> Process(List<List<EncodedToken>> texts, bool addSpecial) =>
        steps.Aggregate(texts, (current, step) => step.Process(current, addSpecial));
}
