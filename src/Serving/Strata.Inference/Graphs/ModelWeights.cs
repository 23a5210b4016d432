using Strata.Numerics.Matrices;

namespace Strata.Inference.Graphs;

/// <summary>All weights of a decoder. The file they lie in stays open as long as they are used.</summary>
internal sealed record ModelWeights
{
    public required WeightMatrix Embedding { get; init; }

    public required IReadOnlyList<LayerWeights> Layers { get; init; }

    public required float[] OutputNorm { get; init; }

    /// <summary>To logits; the embedding itself where the model ties them.</summary>
    public required WeightMatrix Output { get; init; }
}
