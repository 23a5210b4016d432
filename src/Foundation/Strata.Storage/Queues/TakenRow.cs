namespace Strata.Storage.Queues;

/// <summary>What taking returned: an item, or one that was buried instead.</summary>
internal sealed class TakenRow
{
    public string Id { get; init; } = "";

    public string Payload { get; init; } = "";

    public long Deliveries { get; init; }

    public long Dead { get; init; }
}
