namespace Strata.Storage.Queues;

/// <summary>A dead letter as it is stored.</summary>
internal sealed class DeadLetterRow
{
    public string Id { get; init; } = "";

    public string Payload { get; init; } = "";

    public long Deliveries { get; init; }

    public string Reason { get; init; } = "";
}
