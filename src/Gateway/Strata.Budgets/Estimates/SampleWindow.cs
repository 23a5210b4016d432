namespace Strata.Budgets.Estimates;

/// <summary>The 95th percentile of the last 32 samples, ready to be read without a lock.</summary>
internal sealed class SampleWindow
{
    private const int Kept = 32;
    private readonly Lock gate = new();
    private readonly long[] ring = new long[Kept];
    private int count;
    private int next;
    private long high;

    public long High => Volatile.Read(ref high);

    public void Add(long sample)
    {
        lock (gate)
        {
            ring[next] = sample;
            next = (next + 1) % Kept;
            count = Math.Min(count + 1, Kept);
            Span<long> sorted = stackalloc long[Kept];
            ring.AsSpan(0, count).CopyTo(sorted);
            sorted[..count].Sort();
            Volatile.Write(ref high, Math.Max(1, sorted[(int)Math.Ceiling(0.95 * count) - 1]));
        }
    }
}
