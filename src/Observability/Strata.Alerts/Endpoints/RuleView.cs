using Strata.Alerts.Evaluation;
using Strata.Alerts.Rules;

namespace Strata.Alerts.Endpoints;

/// <summary>A rule as our API shows it.</summary>
internal sealed record RuleView
{
    public required string Id { get; init; }

    /// <summary><c>database</c> for one that is edited here, <c>configuration</c> for one of <c>strata.yaml</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When it was looked at last, in this process.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>How long reading its figures took, in milliseconds.</summary>
    public double? TookMs { get; init; }

    /// <summary>Why it cannot be looked at; absent where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>As it was written.</summary>
    public required RuleBody Rule { get; init; }

    public static RuleView From(AlertRule rule, RuleStatus? status) => new()
    {
        Id = rule.Id, Source = rule.Source, Rule = rule.Body, LookedAt = status?.At, TookMs = status is null ? null : Math.Round(status.Took.TotalMilliseconds, 3), Problem = status?.Problem?.Message,
    };
}
