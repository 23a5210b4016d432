using Strata.Alerts.Switches;

namespace Strata.Alerts.Endpoints;

/// <summary>A stopped key as our API shows it.</summary>
internal sealed record SwitchView
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required string Rule { get; init; }

    /// <summary><c>suspend</c> or <c>cut</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>wanted</c>, <c>on</c> or <c>released</c>.</summary>
    public required string State { get; init; }

    public required string Text { get; init; }

    public DateTimeOffset At { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    public string? ReleasedBy { get; init; }

    public static SwitchView From(SwitchRecord record) => new()
    {
        Id = record.Id, Key = record.Key, Rule = record.Rule, Action = record.Action.ToString().ToLowerInvariant(), State = record.State.ToString().ToLowerInvariant(), Text = record.Text,
        At = record.At, ReleasedAt = record.ReleasedAt, ReleasedBy = record.ReleasedBy,
    };
}
