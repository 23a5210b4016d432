using Strata.Alerts.States;

namespace Strata.Alerts.Endpoints;

/// <summary>An alert as our API shows it.</summary>
internal sealed record AlertView
{
    public required string Rule { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary><c>pending</c>, <c>firing</c> or <c>resolved</c>.</summary>
    public required string State { get; init; }

    public bool Silenced { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset? FiredAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The figure in words, as it was when the state began.</summary>
    public required string Text { get; init; }

    public static AlertView From(AlertInstance alert, bool silenced) => new()
    {
        Rule = alert.Labels.GetValueOrDefault("alertname", ""), Fingerprint = alert.Fingerprint, State = alert.Phase.ToString().ToLowerInvariant(), Silenced = silenced, Labels = alert.Labels,
        Since = alert.Since, FiredAt = alert.FiredAt, ResolvedAt = alert.ResolvedAt, Text = alert.Text,
    };
}
