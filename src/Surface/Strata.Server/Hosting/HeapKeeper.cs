namespace Strata.Server.Hosting;

/// <summary>
/// Gives back what the collector keeps: on a machine with much memory it lets garbage of the oldest generation stand for many minutes,
/// such as a table of spans that has become a segment. Where the heap has grown by half since it was last collected whole, it is collected
/// once more, at most once a minute. Everybody waits meanwhile, the longer the more is alive: a large heap is left to the collector.
/// </summary>
internal sealed class HeapKeeper(TimeProvider time) : BackgroundService
{
    private const long Least = 48L << 20;
    private const long Most = 256L << 20;
    private const double Growth = 1.5;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var kept = 0L;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsDue(kept, GC.GetTotalMemory(forceFullCollection: false)))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                kept = GC.GetTotalMemory(forceFullCollection: false);
            }
        }
    }

    /// <summary>Whether a heap is to be collected.</summary>
    /// <param name="kept">Its bytes after the last time; 0 before the first.</param>
    /// <param name="now">Its bytes now.</param>
    internal static bool IsDue(long kept, long now) => now > Math.Max(Least, (long)(kept * Growth)) && now <= Most;
}
