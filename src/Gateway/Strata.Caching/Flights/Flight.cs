namespace Strata.Caching.Flights;

/// <summary>A request on its way that identical ones may wait for. Its leader ends it once, with the answer or without.</summary>
public sealed class Flight : IDisposable
{
    private readonly SingleFlight owner;
    private readonly TaskCompletionSource<CachedAnswer?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Flight(SingleFlight owner, CacheKey key)
    {
        this.owner = owner;
        Key = key;
    }

    internal CacheKey Key { get; }

    internal int Waiting { get; set; }

    /// <summary>The answer when it lands; null where it lands without one.</summary>
    public Task<CachedAnswer?> WaitAsync(CancellationToken cancellationToken) => answer.Task.WaitAsync(cancellationToken);

    /// <summary>Lands with the answer; those who wait get it.</summary>
    public void Land(CachedAnswer landed)
    {
        owner.Remove(this);
        answer.TrySetResult(landed);
    }

    /// <summary>Lands without an answer, where it has not landed: those who wait go on their own.</summary>
    public void Dispose()
    {
        owner.Remove(this);
        answer.TrySetResult(null);
    }
}
