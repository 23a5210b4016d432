using Strata.Numerics.Matrices;

namespace Strata.Inference.Graphs;

/// <summary>The weights of one layer: views into the mapped file, and the small vectors as f32. What a family lacks is null.</summary>
internal sealed record LayerWeights
{
    public required float[] AttentionNorm { get; init; }

    public required WeightMatrix Query { get; init; }

    public required WeightMatrix Key { get; init; }

    public required WeightMatrix Value { get; init; }

    public required WeightMatrix Output { get; init; }

    public float[]? QueryBias { get; init; }

    public float[]? KeyBias { get; init; }

    public float[]? ValueBias { get; init; }

    public float[]? OutputBias { get; init; }

    /// <summary>Norm of each head of the queries (qwen3).</summary>
    public float[]? QueryNorm { get; init; }

    /// <summary>Norm of each head of the keys (qwen3).</summary>
    public float[]? KeyNorm { get; init; }

    public required float[] FeedForwardNorm { get; init; }

    public required WeightMatrix Gate { get; init; }

    public required WeightMatrix Up { get; init; }

    public required WeightMatrix Down { get; init; }

    public float[]? GateBias { get; init; }

    public float[]? UpBias { get; init; }

    public float[]? DownBias { get; init; }
}
