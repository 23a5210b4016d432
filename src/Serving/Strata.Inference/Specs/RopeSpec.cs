using Strata.Numerics.Vectors;

namespace Strata.Inference.Specs;

/// <summary>Rotary position embedding, as the model file states it.</summary>
internal sealed record RopeSpec
{
    public required RopeStyle Style { get; init; }

    /// <summary>How many numbers of each head are turned; the rest pass.</summary>
    public required int Dimensions { get; init; }

    public float FreqBase { get; init; } = 10_000;

    public RopeScaling Scaling { get; init; }

    public float Factor { get; init; } = 1;

    public float AttentionFactor { get; init; } = 1;

    public int OriginalContext { get; init; }

    public float BetaFast { get; init; } = 32;

    public float BetaSlow { get; init; } = 1;

    /// <summary>Divisors of the frequencies, one a pair (the tensor <c>rope_freqs.weight</c> of Llama 3.1); null is all ones.</summary>
    public float[]? FrequencyDivisors { get; init; }
}
