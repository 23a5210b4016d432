using Strata.Numerics.Vectors;

namespace Strata.Inference.Specs;

/// <summary>
/// The angle of each pair per position. All scalings depend on the pair alone, so they are folded into one frequency each;
/// cosines and sines are computed once per token and step in double precision, and shared by all layers and heads.
/// </summary>
internal sealed class RopeTable
{
    private readonly double[] frequencies;
    private readonly double magnitude;

    public RopeTable(RopeSpec spec)
    {
        Style = spec.Style;
        Pairs = spec.Dimensions / 2;
        frequencies = new double[Pairs];
        magnitude = spec.Scaling == RopeScaling.Yarn ? spec.AttentionFactor * (1 + (0.1 * Math.Log(spec.Factor))) : spec.AttentionFactor;
        for (var pair = 0; pair < Pairs; pair++)
        {
            var divisor = spec.FrequencyDivisors?[pair] ?? 1;
            frequencies[pair] = Math.Pow(spec.FreqBase, -2.0 * pair / spec.Dimensions) / divisor * Scale(spec, pair);
        }
    }

    public RopeStyle Style { get; }

    public int Pairs { get; }

    public void Fill(int position, Span<float> cosines, Span<float> sines)
    {
        for (var pair = 0; pair < Pairs; pair++)
        {
            var (sine, cosine) = Math.SinCos(position * frequencies[pair]);
            cosines[pair] = (float)(cosine * magnitude);
            sines[pair] = (float)(sine * magnitude);
        }
    }

    private static double Scale(RopeSpec spec, int pair)
    {
        if (spec.Scaling == RopeScaling.None)
        {
            return 1;
        }

        var interpolated = 1.0 / spec.Factor;
        if (spec.Scaling == RopeScaling.Linear)
        {
            return interpolated;
        }

        var low = Math.Max(0, Math.Floor(PairOfTurns(spec, spec.BetaFast)));
        var high = Math.Min(spec.Dimensions - 1, Math.Ceiling(PairOfTurns(spec, spec.BetaSlow)));
        var kept = 1 - Math.Clamp((pair - low) / Math.Max(0.001, high - low), 0, 1);
        return (interpolated * (1 - kept)) + kept;
    }

    /// <summary>The pair that makes this many full turns over the original context.</summary>
    private static double PairOfTurns(RopeSpec spec, double turns) =>
        spec.Dimensions * Math.Log(spec.OriginalContext / (turns * 2 * Math.PI)) / (2 * Math.Log(spec.FreqBase));
}
