namespace Strata.Checks;

/// <summary>Kullback-Leibler divergence of one run from an exact one, over positions: mean, tail, agreement of first choices, likelihood.</summary>
internal sealed class DivergenceSum
{
    private readonly List<double> divergences = [];
    private int same;
    private double likelihood;
    private double exactLikelihood;

    public int Count => divergences.Count;

    public double KlMean => divergences.Count == 0 ? double.NaN : divergences.Average();

    public void Add(ReadOnlySpan<float> exact, ReadOnlySpan<float> run, int next)
    {
        var (exactBest, exactLog) = LogSum(exact);
        var (runBest, runLog) = LogSum(run);
        var divergence = 0.0;
        for (var i = 0; i < exact.Length; i++)
        {
            var logP = exact[i] - exactLog;
            divergence += Math.Exp(logP) * (logP - (run[i] - runLog));
        }

        divergences.Add(divergence);
        same += exactBest == runBest ? 1 : 0;
        likelihood += runLog - run[next];
        exactLikelihood += exactLog - exact[next];
    }

    public override string ToString()
    {
        var p99 = divergences.Order().ElementAtOrDefault((int)(divergences.Count * 0.99));
        return $"{KlMean:0.00e+00}  {p99:0.00e+00}  {100.0 * same / Count:F2} %             {likelihood / Count:F4} ({exactLikelihood / Count:F4})";
    }

    private static (int Best, double LogSum) LogSum(ReadOnlySpan<float> logits)
    {
        var best = Strata.Inference.Samplers.TokenSampler.ArgMax(logits);
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - logits[best]);
        }

        return (best, logits[best] + Math.Log(sum));
    }
}
