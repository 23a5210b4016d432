namespace Strata.Routing.Health;

/// <summary>Successes and failures of the last window, in ten buckets. Guarded by its owner.</summary>
internal sealed class SlidingCounts(long windowMs)
{
    private const int Buckets = 10;
    private readonly int[] good = new int[Buckets];
    private readonly int[] bad = new int[Buckets];
    private readonly long widthMs = Math.Max(1, windowMs / Buckets);
    private long head;

    public int Good { get; private set; }

    public int Bad { get; private set; }

    public void Add(bool ok, long nowMs)
    {
        Turn(nowMs);
        var slot = (int)(head % Buckets);
        if (ok)
        {
            good[slot]++;
            Good++;
        }
        else
        {
            bad[slot]++;
            Bad++;
        }
    }

    public void Clear()
    {
        Array.Clear(good);
        Array.Clear(bad);
        Good = Bad = 0;
    }

    public void Turn(long nowMs)
    {
        var now = nowMs / widthMs;
        if (now - head >= Buckets)
        {
            Clear();
            head = now;
        }

        while (head < now)
        {
            head++;
            var slot = (int)(head % Buckets);
            Good -= good[slot];
            Bad -= bad[slot];
            good[slot] = bad[slot] = 0;
        }
    }
}
