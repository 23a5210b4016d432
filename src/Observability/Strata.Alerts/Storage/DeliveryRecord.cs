using Strata.Alerts.Notices;

namespace Strata.Alerts.Storage;

/// <summary>A message on its way.</summary>
public sealed record DeliveryRecord
{
    /// <summary>It waits for its time.</summary>
    public const string Waiting = "waiting";

    /// <summary>The receiver took it.</summary>
    public const string Sent = "sent";

    /// <summary>It was given up.</summary>
    public const string Failed = "failed";

    /// <summary>Its id, sent along: a receiver knows a repetition by it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string Organization { get; init; }

    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>The receiver's name.</summary>
    public required string Receiver { get; init; }

    /// <summary>What is said.</summary>
    public required Notice Notice { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary><see cref="Waiting"/>, <see cref="Sent"/> or <see cref="Failed"/>.</summary>
    public string State { get; init; } = Waiting;

    /// <summary>Why the last try failed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
