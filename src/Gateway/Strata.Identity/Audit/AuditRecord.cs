namespace Strata.Identity.Audit;

/// <summary>One link of the audit chain.</summary>
public sealed record AuditRecord
{
    /// <summary>Its number: 1, 2, 3 … without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The organisation's id.</summary>
    public required string Organization { get; init; }

    /// <summary>The project's id.</summary>
    public required string Project { get; init; }

    /// <summary>Who, by the id of the key or user.</summary>
    public required string Actor { get; init; }

    /// <summary>Who, for people.</summary>
    public required string ActorName { get; init; }

    /// <summary>What.</summary>
    public required string Action { get; init; }

    /// <summary>To what.</summary>
    public required string Target { get; init; }

    /// <summary>In which way.</summary>
    public required string Details { get; init; }

    /// <summary>The hash of the link before; 64 zeros for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>This link's hash, over all of the above.</summary>
    public required string Hash { get; init; }
}
