namespace Strata.Core.Storage;

/// <summary>How an item is queued.</summary>
public sealed record EnqueueOptions
{
    /// <summary>At once, five deliveries, no key.</summary>
    public static EnqueueOptions Default { get; } = new();

    /// <summary>How long the item stays hidden first.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Deliveries before it becomes a dead letter.</summary>
    public int DeliveriesMax { get; init; } = 5;

    /// <summary>Two calls with one key add one item, while it is in the queue.</summary>
    public string? IdempotencyKey { get; init; }
}
