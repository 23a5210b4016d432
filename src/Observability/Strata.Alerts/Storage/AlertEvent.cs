namespace Strata.Alerts.Storage;

/// <summary>A line of the history.</summary>
public sealed record AlertEvent
{
    /// <summary>Its id; later ones sort behind.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string Organization { get; init; }

    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>The alert; empty where it is about a message or a switch.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>pending</c>, <c>firing</c>, <c>resolved</c>, <c>delivery_failed</c>, <c>key_stopped</c>, <c>key_not_stopped</c> or <c>key_released</c>.</summary>
    public required string Happened { get; init; }

    /// <summary>The alert's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The figure in words, or what went wrong.</summary>
    public string Text { get; init; } = "";
}
