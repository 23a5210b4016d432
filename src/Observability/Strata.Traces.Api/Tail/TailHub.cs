using Strata.Traces.Queries.Lists;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Tail;

/// <summary>
/// Hands spans that were stored to those who watch. Each watcher has a bounded queue: who reads too slowly misses spans and is told
/// how many. Nobody watching costs one comparison a batch.
/// </summary>
public sealed class TailHub
{
    /// <summary>Watchers at most.</summary>
    public const int WatchersMax = 64;

    private readonly Lock gate = new();
    private volatile TailWatch[] watches = [];

    /// <summary>How many watch.</summary>
    public int Watchers => watches.Length;

    /// <summary>Begins to watch; false where too many do.</summary>
    public bool TryAdd(TailWatch watch)
    {
        lock (gate)
        {
            if (watches.Length >= WatchersMax)
            {
                return false;
            }

            watches = [.. watches, watch];
            return true;
        }
    }

    /// <summary>Ends it.</summary>
    public void Remove(TailWatch watch)
    {
        lock (gate)
        {
            watches = [.. watches.Where(w => w != watch)];
        }
    }

    /// <summary>Offers a stored batch.</summary>
    public void Offer(SpanBatch batch)
    {
        var now = watches;
        if (now.Length == 0)
        {
            return;
        }

        var arrived = new ArrivedSpans(batch, tenant => Array.Exists(now, w => w.Scope.Tenant == tenant));
        foreach (var watch in now)
        {
            watch.Take(arrived);
        }
    }
}
