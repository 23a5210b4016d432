using Strata.Alerts.Rules;

namespace Strata.Alerts.Switches;

/// <summary>A key that a rule has stopped.</summary>
public sealed record SwitchRecord
{
    /// <summary>Its id; also the id of the limit that stops the key.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string Organization { get; init; }

    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>What was done to it.</summary>
    public required KillAction Action { get; init; }

    /// <summary>Requests a minute that are left.</summary>
    public long CutTo { get; init; }

    /// <summary>Where it stands.</summary>
    public required SwitchState State { get; init; }

    /// <summary>Why, in words.</summary>
    public string Text { get; init; } = "";

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was released.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>By whom.</summary>
    public string? ReleasedBy { get; init; }
}
