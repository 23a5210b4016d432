namespace Strata.Alerts.States;

/// <summary>One alert: a rule and the labels it is true for. Immutable; a change is another record.</summary>
public sealed record AlertInstance
{
    /// <summary>Its rule's key.</summary>
    public required string Rule { get; init; }

    /// <summary>Names it for good: the hash of its labels, 16 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Its labels, <c>alertname</c> and <c>severity</c> among them.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Where it stands.</summary>
    public required AlertPhase Phase { get; init; }

    /// <summary>Since when it is true; for a resolved one since when it was.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it began to fire.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The figure as it was read last while true.</summary>
    public double Value { get; init; }

    /// <summary>The figure in words.</summary>
    public string Text { get; init; } = "";
}
