using Strata.Alerts.Storage;

namespace Strata.Alerts.Endpoints;

/// <summary>A line of the history as our API shows it.</summary>
internal sealed record EventView
{
    public required string Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Rule { get; init; }

    /// <summary><c>pending</c>, <c>firing</c>, <c>resolved</c>, <c>delivery_failed</c>, <c>key_stopped</c> or <c>key_released</c>.</summary>
    public required string Happened { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required string Text { get; init; }

    public static EventView From(AlertEvent line) => new() { Id = line.Id, At = line.At, Rule = line.Rule, Happened = line.Happened, Labels = line.Labels, Text = line.Text };
}
