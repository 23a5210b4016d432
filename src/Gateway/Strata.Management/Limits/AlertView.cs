using Strata.Budgets.Alerts;
using Strata.Budgets.Rules;

namespace Strata.Management.Limits;

/// <summary>A threshold that was reached.</summary>
internal sealed record AlertView
{
    public required string Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Limit { get; init; }

    public required string Kind { get; init; }

    public required string Node { get; init; }

    public required string Unit { get; init; }

    public int Percent { get; init; }

    /// <summary>What was used; money in dollars.</summary>
    public decimal Spent { get; init; }

    public decimal Amount { get; init; }

    /// <summary>Whether a request was refused.</summary>
    public bool Refused { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    public static AlertView From(BudgetAlertRecord alert)
    {
        var unit = LimitWords.UnitOf(alert.Unit) ?? LimitUnit.Requests;
        return new AlertView
        {
            Id = alert.Id,
            At = alert.At,
            Limit = alert.Limit,
            Kind = alert.Kind,
            Node = alert.Node,
            Unit = alert.Unit,
            Percent = alert.Percent,
            Spent = Amounts.Of(unit, alert.Spent),
            Amount = Amounts.Of(unit, alert.Amount),
            Refused = alert.Refused,
            ResetsAt = alert.ResetsAt,
        };
    }
}
