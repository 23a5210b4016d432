namespace Strata.Routing.Health;

/// <summary>What runs at a provider now: its bulkhead.</summary>
internal sealed class ProviderHealth(string name)
{
    private int inFlight;

    public string Name { get; } = name;

    public int InFlight => Volatile.Read(ref inFlight);

    public void Enter() => Interlocked.Increment(ref inFlight);

    public void Leave() => Interlocked.Decrement(ref inFlight);
}
