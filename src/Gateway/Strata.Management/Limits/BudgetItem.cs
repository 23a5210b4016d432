using Strata.Budgets.Views;

namespace Strata.Management.Limits;

/// <summary>How one node stands under one limit.</summary>
internal sealed record BudgetItem
{
    public required LimitView Limit { get; init; }

    /// <summary>Whose count it is; <c>*</c> where nobody met the limit yet.</summary>
    public required string Node { get; init; }

    /// <summary>Used in the window; money in dollars, as all amounts here.</summary>
    public decimal Spent { get; init; }

    /// <summary>Held by requests under way in this process.</summary>
    public decimal Reserved { get; init; }

    public decimal Left { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    public long Refused { get; init; }

    /// <summary>Requests that passed although the limit was reached (soft, shadow).</summary>
    public long Passed { get; init; }

    /// <summary>Requests whose cost was not known.</summary>
    public long Unpriced { get; init; }

    public static BudgetItem From(BudgetView view) => new()
    {
        Limit = LimitView.From(view.Rule, view.Source),
        Node = view.Node.Id,
        Spent = Amounts.Of(view.Rule.Unit, view.Spent),
        Reserved = Amounts.Of(view.Rule.Unit, view.Reserved),
        Left = Amounts.Of(view.Rule.Unit, view.Left),
        ResetsAt = view.ResetsAt,
        Refused = view.Refused,
        Passed = view.Passed,
        Unpriced = view.Unpriced,
    };
}
