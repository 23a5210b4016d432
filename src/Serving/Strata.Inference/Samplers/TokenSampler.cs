using Strata.Core.Generation;

namespace Strata.Inference.Samplers;

/// <summary>
/// Chooses the next token: temperature 0 is greedy; else top-k, top-p, min-p, temperature, draw. Cuts are made on the
/// model's own probabilities, before the temperature. One instance serves one engine thread; nothing is allocated per token.
/// A full sort never happens: top-p sorts as many of the likeliest as it needs, in growing portions.
/// </summary>
internal sealed class TokenSampler(int vocabulary)
{
    private const int FirstPortion = 128;

    private readonly Candidates candidates = new(vocabulary);

    /// <param name="logits">One per token.</param>
    /// <param name="options">How to choose.</param>
    /// <param name="seed">The request's seed.</param>
    /// <param name="position">The place of the token in its sequence.</param>
    public int Choose(ReadOnlySpan<float> logits, Sampling options, ulong seed, int position)
    {
        var best = ArgMax(logits);
        if (options.Temperature <= 0 || options.TopK == 1)
        {
            return best;
        }

        Cut(logits, logits[best], options);
        return Draw(logits[best], options.Temperature, SeededDraw.At(seed, position));
    }

    /// <summary>The likeliest token; ties go to the lower id. Logits that are no numbers are a broken model.</summary>
    public static int ArgMax(ReadOnlySpan<float> logits)
    {
        var best = -1;
        var value = float.NegativeInfinity;
        for (var id = 0; id < logits.Length; id++)
        {
            if (logits[id] > value)
            {
                (best, value) = (id, logits[id]);
            }
        }

        return best >= 0 ? best : throw new InvalidDataException("The model gave no finite logit; its weights may be damaged.");
    }

    private void Cut(ReadOnlySpan<float> logits, float best, Sampling options)
    {
        var all = options.TopK <= 0 || options.TopK >= logits.Length;
        var onlyMinP = all && options.TopP >= 1;
        candidates.Load(logits, onlyMinP && options.MinP > 0 ? MinPFloor(best, options.MinP) : float.NegativeInfinity);
        if (onlyMinP)
        {
            return;
        }

        if (!all)
        {
            candidates.SortFront(options.TopK);
            candidates.KeepFirst(options.TopK);
        }

        if (options.TopP < 1)
        {
            KeepTopP(best, options.TopP, sorted: !all);
        }

        if (options.MinP > 0)
        {
            KeepMinP(MinPFloor(best, options.MinP));
        }
    }

    /// <summary>p ≥ minP · p(best) is logit ≥ best + ln(minP).</summary>
    private static float MinPFloor(float best, float minP) => best + MathF.Log(minP);

    private void KeepTopP(float best, float topP, bool sorted)
    {
        var total = 0.0;
        foreach (var entry in candidates.All)
        {
            total += Math.Exp(entry.Logit - best);
        }

        var (seen, sum) = (0, 0.0);
        for (var portion = sorted ? candidates.Count : FirstPortion; ; portion *= 8)
        {
            if (!sorted)
            {
                candidates.SortFront(portion);
            }

            for (; seen < Math.Min(portion, candidates.Count); seen++)
            {
                sum += Math.Exp(candidates.All[seen].Logit - best);
                if (sum >= topP * total)
                {
                    candidates.KeepFirst(seen + 1);
                    return;
                }
            }

            if (portion >= candidates.Count)
            {
                return;
            }
        }
    }

    private void KeepMinP(float floor)
    {
        var keep = 0;
        while (keep < candidates.Count && candidates.All[keep].Logit >= floor)
        {
            keep++;
        }

        candidates.KeepFirst(keep);
    }

    private int Draw(float best, float temperature, double uniform)
    {
        var total = 0.0;
        foreach (var entry in candidates.All)
        {
            total += Math.Exp((entry.Logit - best) / temperature);
        }

        var rest = uniform * total;
        foreach (var entry in candidates.All)
        {
            rest -= Math.Exp((entry.Logit - best) / temperature);
            if (rest < 0)
            {
                return entry.Id;
            }
        }

        return candidates.All[^1].Id;
    }
}
