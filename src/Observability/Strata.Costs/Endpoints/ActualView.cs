using Strata.Budgets.Rules;
using Strata.Budgets.Views;

namespace Strata.Costs.Endpoints;

/// <summary>A budget and what was spent of it; dollars.</summary>
internal sealed record ActualView
{
    public required string Limit { get; init; }

    public required string Kind { get; init; }

    public required string Node { get; init; }

    public required string Window { get; init; }

    public decimal Amount { get; init; }

    public decimal Spent { get; init; }

    /// <summary>Spent in per cent of the amount.</summary>
    public decimal Percent { get; init; }

    /// <summary>What it will be at the window's end at the present pace; absent for windows without an end and in their first twentieth.</summary>
    public decimal? Projected { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary><c>over</c>, <c>will_not_last</c> or <c>within</c>.</summary>
    public required string Verdict { get; init; }

    public static ActualView From(BudgetView view, DateTimeOffset now)
    {
        var (amount, spent) = (view.Rule.Amount / 1_000_000_000m, view.Spent / 1_000_000_000m);
        decimal? projected = null;
        if (view.Rule.Window.Kind is not (WindowKind.Sliding or WindowKind.Total))
        {
            var ms = now.ToUnixTimeMilliseconds();
            var (start, end) = view.Rule.Window.Bounds(ms);
            var over = (decimal)(ms - start) / (end - start);
            projected = over >= 0.05m ? decimal.Round(spent / over, 9) : null;
        }

        return new ActualView
        {
            Limit = view.Rule.Id, Kind = LimitWords.Of(view.Node.Kind), Node = view.Node.Id, Window = view.Rule.Window.ToString(), Amount = amount, Spent = spent,
            Percent = amount == 0 ? 0 : decimal.Round(100 * spent / amount, 2), Projected = projected, ResetsAt = view.ResetsAt,
            Verdict = spent >= amount ? "over" : projected > amount ? "will_not_last" : "within",
        };
    }
}
