using Strata.Inference.Specs;

namespace Strata.Inference.Graphs;

/// <summary>Every intermediate of a step, sized once for the largest batch. Each is token-major: tokens × its width.</summary>
internal sealed class Arena(ModelSpec spec, int tokensMax, int outputsMax)
{
    /// <summary>The residual stream.</summary>
    public float[] Stream { get; } = new float[tokensMax * spec.Width];

    /// <summary>The stream after a norm; what projections read.</summary>
    public float[] Normed { get; } = new float[tokensMax * spec.Width];

    /// <summary>What a projection gives back to the stream.</summary>
    public float[] Delta { get; } = new float[tokensMax * spec.Width];

    public float[] Queries { get; } = new float[tokensMax * spec.QueryWidth];

    public float[] Keys { get; } = new float[tokensMax * spec.KeyWidth];

    public float[] Values { get; } = new float[tokensMax * spec.ValueWidth];

    public float[] Attended { get; } = new float[tokensMax * spec.AttentionWidth];

    public float[] Gates { get; } = new float[tokensMax * spec.FeedForwardWidth];

    public float[] Ups { get; } = new float[tokensMax * spec.FeedForwardWidth];

    public float[] Cosines { get; } = new float[tokensMax * spec.Rope.Dimensions / 2];

    public float[] Sines { get; } = new float[tokensMax * spec.Rope.Dimensions / 2];

    /// <summary>Last hidden states: first those that become logits, then those that are wanted themselves.</summary>
    public float[] Finals { get; } = new float[tokensMax * spec.Width];

    public float[] Logits { get; } = new float[outputsMax * spec.Vocabulary];
}
