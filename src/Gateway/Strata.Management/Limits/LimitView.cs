using Strata.Budgets.Rules;

namespace Strata.Management.Limits;

/// <summary>A limit as our API shows it.</summary>
internal sealed record LimitView
{
    public required string Id { get; init; }

    /// <summary><c>database</c> for one that is edited here, <c>configuration</c> for one of <c>strata.yaml</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The one organisation it holds in; absent where it holds in all.</summary>
    public string? Organization { get; init; }

    public required string Kind { get; init; }

    public required string Node { get; init; }

    public required string Unit { get; init; }

    /// <summary>How much; money in dollars.</summary>
    public decimal Amount { get; init; }

    public required string Window { get; init; }

    public required string Mode { get; init; }

    public required IReadOnlyList<int> Alerts { get; init; }

    public static LimitView From(LimitRule rule, string source) => new()
    {
        Id = rule.Id,
        Source = source,
        Organization = rule.Organization,
        Kind = LimitWords.Of(rule.Scope.Kind),
        Node = rule.Scope.Id,
        Unit = LimitWords.Of(rule.Unit),
        Amount = Amounts.Of(rule.Unit, rule.Amount),
        Window = rule.Window.ToString(),
        Mode = LimitWords.Of(rule.Mode),
        Alerts = rule.AlertPercents,
    };
}
