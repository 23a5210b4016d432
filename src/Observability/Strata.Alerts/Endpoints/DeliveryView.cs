using Strata.Alerts.Storage;

namespace Strata.Alerts.Endpoints;

/// <summary>A message as our API shows it.</summary>
internal sealed record DeliveryView
{
    public required string Id { get; init; }

    public required string Receiver { get; init; }

    public required string Title { get; init; }

    /// <summary><c>waiting</c>, <c>sent</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? Reason { get; init; }

    public static DeliveryView From(DeliveryRecord delivery) => new()
    {
        Id = delivery.Id, Receiver = delivery.Receiver, Title = delivery.Notice.Title, State = delivery.State, CreatedAt = delivery.CreatedAt, Attempts = delivery.Attempts,
        NextAt = delivery.State == DeliveryRecord.Waiting ? delivery.NextAt : null, SentAt = delivery.SentAt, Reason = delivery.Reason.Length > 0 ? delivery.Reason : null,
    };
}
