using Strata.Budgets.Rules;

namespace Strata.Budgets.Views;

/// <summary>Which counts to read.</summary>
public sealed record BudgetQuery
{
    /// <summary>The most counts of one page.</summary>
    public const int TakeMax = 500;

    /// <summary>Only an organisation's own counts: not those that tenants share. Null reads everyone's, for the operator.</summary>
    public string? Organization { get; init; }

    /// <summary>Only rules over this kind of node.</summary>
    public NodeKind? Kind { get; init; }

    /// <summary>Only the rule of this id.</summary>
    public string? Rule { get; init; }

    /// <summary>Only the node of this id.</summary>
    public string? Node { get; init; }

    /// <summary>The cursor of the page before; null reads the first.</summary>
    public string? After { get; init; }

    /// <summary>How many; at most <see cref="TakeMax"/>.</summary>
    public int Take { get; init; } = 100;
}
