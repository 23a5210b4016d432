using System.Collections.Concurrent;

namespace Strata.Budgets.Estimates;

/// <summary>
/// How many tokens an answer is likely to have: the 95th percentile of the last 32 answers of this key by this deployment, else of
/// the deployment, else of all, else a guess; never more than the caller allows. Reserving worst cases starves a budget; reserving
/// nothing overruns it.
/// </summary>
public sealed class OutputEstimate
{
    /// <summary>The guess before anything was seen.</summary>
    public const long Unknown = 256;

    private const int PairsMax = 16_384;
    private const int DeploymentsMax = 4_096;
    private readonly ConcurrentDictionary<(string Key, string Deployment), SampleWindow> pairs = new();
    private readonly ConcurrentDictionary<string, SampleWindow> deployments = new(StringComparer.Ordinal);
    private readonly SampleWindow all = new();

    /// <summary>The likely tokens of an answer.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="deployment">Who answers, or, before routing, the model as it was asked for.</param>
    /// <param name="asked">The caller's own bound; null where there is none.</param>
    public long For(string key, string deployment, long? asked)
    {
        var likely = pairs.TryGetValue((key, deployment), out var pair) && pair.High > 0 ? pair.High
            : deployments.TryGetValue(deployment, out var known) && known.High > 0 ? known.High
            : all.High > 0 ? all.High
            : Unknown;
        return asked is { } most ? Math.Min(most, likely) : likely;
    }

    /// <summary>Learns from an answer that came to its end.</summary>
    public void Observe(string key, string deployment, long tokens)
    {
        all.Add(tokens);
        Window(deployments, deployment, DeploymentsMax)?.Add(tokens);
        Window(pairs, (key, deployment), PairsMax)?.Add(tokens);
    }

    private static SampleWindow? Window<TKey>(ConcurrentDictionary<TKey, SampleWindow> windows, TKey key, int most)
        where TKey : notnull =>
        windows.TryGetValue(key, out var window) ? window : windows.Count < most ? windows.GetOrAdd(key, static _ => new SampleWindow()) : null;
}
