namespace Strata.Routing.Health;

/// <summary>
/// Times to the first content: an average that forgets by time (half of it in ten seconds) for choosing, and of the last 64
/// the 95th percentile for hedging and the median for people.
/// </summary>
internal sealed class LatencyTrack
{
    private const int Kept = 64;
    private const int LeastForP95 = 20;
    private const double TauMs = 14_427; // 10 s / ln 2
    private readonly Lock gate = new();
    private readonly double[] last = new double[Kept];
    private double average;
    private long averageAtMs;
    private double p50;
    private double p95;
    private int count;

    /// <summary>The 95th percentile in milliseconds; 0 until twenty are known.</summary>
    public double P95Ms => Volatile.Read(ref p95);

    /// <summary>The median in milliseconds; 0 until twenty are known.</summary>
    public double P50Ms => Volatile.Read(ref p50);

    public double AverageMs => Volatile.Read(ref average);

    /// <summary>What to choose by: the average, fading when nothing new is learnt, so that a target once slow is asked again.</summary>
    public double Score(long nowMs)
    {
        var idleMs = nowMs - Volatile.Read(ref averageAtMs) - 30_000;
        var known = Volatile.Read(ref average);
        return idleMs <= 0 ? known : known * Math.Exp(-idleMs / 60_000.0);
    }

    public void Add(double ms, long nowMs)
    {
        lock (gate)
        {
            var keep = count == 0 ? 0 : Math.Exp(-Math.Max(1, nowMs - averageAtMs) / TauMs);
            keep = Math.Min(keep, 0.95);
            Volatile.Write(ref average, (average * keep) + (ms * (1 - keep)));
            Volatile.Write(ref averageAtMs, nowMs);
            last[count++ % Kept] = ms;
            if (count >= LeastForP95 && count % 8 == 0)
            {
                Span<double> sorted = stackalloc double[Kept];
                var known = sorted[..Math.Min(count, Kept)];
                last.AsSpan(0, known.Length).CopyTo(known);
                known.Sort();
                Volatile.Write(ref p50, At(known, 0.5));
                Volatile.Write(ref p95, At(known, 0.95));
            }
        }
    }

    /// <summary>A failure: after a clock ran out the time is a sample like any; a quick refusal must not look like a quick answer.</summary>
    public void Penalize(long elapsedMs, bool isTimeout, long nowMs)
    {
        if (isTimeout || elapsedMs > Volatile.Read(ref average))
        {
            Add(elapsedMs, nowMs);
        }
    }

    private static double At(ReadOnlySpan<double> sorted, double share) => sorted[(int)Math.Ceiling(sorted.Length * share) - 1];
}
