namespace Strata.Gateway.Limits;

/// <summary>
/// A sum over the last sixty seconds in buckets of one second. The bucket that the window's far edge cuts counts whole, so the
/// limit holds in *every* sixty seconds, and room comes back at most a second late. Not thread-safe: its limiter locks.
/// </summary>
internal sealed class SlidingMinute
{
    public const int Buckets = 61;
    private readonly long[] sums = new long[Buckets];
    private long newest = long.MinValue;
    private long total;

    public long Total(long second)
    {
        Advance(second);
        return total;
    }

    public void Add(long second, long amount)
    {
        Advance(second);
        sums[Slot(newest)] += amount;
        total += amount;
    }

    /// <summary>Seconds until at most <paramref name="allowed"/> is left in the window.</summary>
    public long SecondsUntil(long second, long allowed)
    {
        Advance(second);
        var left = total;
        for (var age = Buckets - 1; age >= 0; age--)
        {
            if (left <= allowed)
            {
                return Buckets - 1 - age;
            }

            left -= sums[Slot(newest - age)];
        }

        return Buckets;
    }

    private void Advance(long second)
    {
        if (second <= newest)
        {
            return; // a clock that steps back keeps counting in the newest bucket
        }

        var steps = newest == long.MinValue ? Buckets : Math.Min(Buckets, second - newest);
        for (var i = 0; i < steps; i++)
        {
            var slot = Slot(second - i);
            total -= sums[slot];
            sums[slot] = 0;
        }

        newest = second;
    }

    private static int Slot(long second) => (int)(((second % Buckets) + Buckets) % Buckets);
}
