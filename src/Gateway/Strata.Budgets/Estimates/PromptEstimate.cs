using System.Collections.Concurrent;

namespace Strata.Budgets.Estimates;

/// <summary>
/// Corrects a count of the prompt made without the provider's tokenizer: by the 95th percentile of what a deployment reported over
/// what was guessed. With it a budget for five calls admits five, also where a guess by bytes is off.
/// </summary>
public sealed class PromptEstimate
{
    private const int DeploymentsMax = 4_096;
    private const int One = 1 << 16;
    private const long GuessMax = 1L << 40;
    private readonly ConcurrentDictionary<string, SampleWindow> ratios = new(StringComparer.Ordinal);

    /// <summary>The likely tokens of a prompt.</summary>
    /// <param name="deployment">Who answers, or, before routing, the model as it was asked for.</param>
    /// <param name="guess">A count by another measure, for instance four bytes a token.</param>
    public long For(string deployment, long guess) =>
        ratios.TryGetValue(deployment, out var ratio) && ratio.High > 0 ? ((Math.Clamp(guess, 0, GuessMax) * ratio.High) + (One / 2)) / One : guess;

    /// <summary>Learns from what a provider reported. Ratios past a hundred are held for errors.</summary>
    public void Observe(string deployment, long guess, long reported)
    {
        if (guess is > 0 and < GuessMax && reported > 0 && reported / guess < 100
            && (ratios.TryGetValue(deployment, out var ratio) || (ratios.Count < DeploymentsMax && (ratio = ratios.GetOrAdd(deployment, static _ => new SampleWindow())) is not null)))
        {
            ratio.Add(Math.Max(1, reported * One / guess));
        }
    }
}
