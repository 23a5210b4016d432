using Strata.Alerts.Silences;

namespace Strata.Alerts.Endpoints;

/// <summary>A silence as our API shows it.</summary>
internal sealed record SilenceView
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> Matchers { get; init; }

    public DateTimeOffset From { get; init; }

    public DateTimeOffset Until { get; init; }

    public required string Comment { get; init; }

    public required string By { get; init; }

    public static SilenceView Of(Silence silence) => new()
    {
        Id = silence.Id, Matchers = [.. silence.Matchers.Select(m => m.ToString())], From = silence.From, Until = silence.Until, Comment = silence.Comment, By = silence.By,
    };
}
