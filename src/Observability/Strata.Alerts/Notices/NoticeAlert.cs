namespace Strata.Alerts.Notices;

/// <summary>An alert within a message.</summary>
public sealed record NoticeAlert
{
    /// <summary>Whether it is over.</summary>
    public bool IsResolved { get; init; }

    /// <summary>Its labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What people read: <c>summary</c>, <c>value</c>, <c>runbook_url</c>.</summary>
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>When it began to fire.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it was over; null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Its name for good.</summary>
    public required string Fingerprint { get; init; }
}
