namespace Strata.Ledger.Tests.Support;

/// <summary>Remembers what the ledger reported.</summary>
internal sealed class Watch : ILedgerWatch
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];
    private readonly List<long> unreadable = [];

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
            {
                return [.. waits];
            }
        }
    }

    public IReadOnlyList<long> UnreadableRecords
    {
        get
        {
            lock (gate)
            {
                return [.. unreadable];
            }
        }
    }

    public List<string> UnpricedDeployments { get; } = [];

    public void Unpriced(string deployment, string priceVersion)
    {
        lock (gate)
        {
            UnpricedDeployments.Add($"{deployment} {priceVersion}");
        }
    }

    public void NotShipped(Exception reason, TimeSpan wait)
    {
        lock (gate)
        {
            waits.Add(wait);
        }
    }

    public void Unreadable(long sequence, string problem)
    {
        lock (gate)
        {
            unreadable.Add(sequence);
        }
    }
}
