namespace Strata.Routing.Health;

/// <summary>
/// Random numbers from one seed, for many threads: SplitMix64 (Steele, Lea, Flood 2014), whose state is one counter, so that a
/// draw is one atomic addition. On one thread the same seed gives the same numbers.
/// </summary>
internal sealed class Dice(Random seed)
{
    private long state = seed.NextInt64();

    /// <summary>A number from 0, included, to 1, excluded.</summary>
    public double Next() => ToUnit(Mix((ulong)Interlocked.Add(ref state, unchecked((long)0x9E3779B97F4A7C15UL))));

    /// <summary>A span around another, by a factor from 0.8 to 1.2.</summary>
    public long Jitter(long ms) => (long)(ms * (0.8 + (0.4 * Next())));

    public static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
