using Strata.Core.Limits;

namespace Strata.Budgets;

/// <summary>The bounds of budgets.</summary>
public sealed record BudgetLimits : ILimitsSource
{
    /// <summary>The most rules in force, of all sources together.</summary>
    public int RulesMax { get; init; } = 200_000;

    /// <summary>The most counts of one rule over every node of a kind.</summary>
    public int NodesPerRuleMax { get; init; } = 50_000;

    /// <summary>The most rules that one request can meet.</summary>
    public int RulesPerRequestMax { get; init; } = 256;

    /// <inheritdoc/>
    public string Module => "budgets";

    /// <inheritdoc/>
    public IReadOnlyList<Limit> Limits =>
    [
        new("rules", RulesMax, "rules", "a set of more is refused"),
        new("nodes of a rule", NodesPerRuleMax, "counts", "further nodes share one count"),
        new("rules of a request", RulesPerRequestMax, "rules", "the request is refused"),
    ];
}
