using Strata.Budgets.Rules;
using Strata.Core.Results;

namespace Strata.Management.Limits;

/// <summary>A limit to be made or replaced.</summary>
internal sealed record LimitBody
{
    /// <summary>What it stands on: <c>organization</c>, <c>team</c>, <c>key</c>, <c>user</c>, <c>end_user</c>, <c>tag</c>, <c>provider</c>, <c>model</c> or <c>deployment</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The node's id; <c>*</c> (the default) is every one of the kind, each with a count of its own.</summary>
    public string? Node { get; init; }

    /// <summary><c>requests</c>, <c>input_tokens</c>, <c>output_tokens</c>, <c>tokens</c>, <c>dollars</c> or <c>parallel</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>How much; dollars may have a fraction.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The last so much time (<c>60s</c>, <c>30d</c>), or <c>day</c>, <c>week</c>, <c>month</c>, <c>year</c> with an offset (<c>month+01:00</c>), or <c>total</c>.</summary>
    public string? Window { get; init; }

    /// <summary><c>strict</c> (the default), <c>soft</c> or <c>shadow</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Per cent of the amount at which an alert is raised, ascending.</summary>
    public IReadOnlyList<int>? Alerts { get; init; }

    /// <summary>Whether it holds in all organisations; for the operator.</summary>
    public bool Everywhere { get; init; }

    public Result<LimitRule> ToRule(string id, string? organization)
    {
        if (LimitWords.NodeOf(Kind ?? "") is not { } kind)
        {
            return Problem.Invalid($"'{Kind}' is nothing that a limit stands on. Use {string.Join(", ", LimitWords.NodeWords)}.", "kind");
        }

        if (LimitWords.UnitOf(Unit ?? "") is not { } unit)
        {
            return Problem.Invalid($"'{Unit}' is no unit. Use {string.Join(", ", LimitWords.UnitWords)}.", "unit");
        }

        if (LimitWords.ModeOf(Mode ?? "strict") is not { } mode)
        {
            return Problem.Invalid($"'{Mode}' is no mode. Use {string.Join(", ", LimitWords.ModeWords)}.", "mode");
        }

        if (!LimitWindow.TryRead(Window ?? "60s", out var window))
        {
            return Problem.Invalid($"'{Window}' is no window. Write a time such as 60s or 30d, or day, week, month, year (with an offset: month+01:00), or total.", "window");
        }

        if (Amount is not { } amount || amount < 0 || amount > 1_000_000_000_000m || (unit != LimitUnit.NanoDollars && amount != decimal.Truncate(amount)))
        {
            return Problem.Invalid("'amount' is a number from 0 on; only dollars have a fraction.", "amount");
        }

        return new LimitRule
        {
            Id = id,
            Organization = organization,
            Scope = new LimitNode(kind, Node ?? LimitNode.Every),
            Unit = unit,
            Amount = unit == LimitUnit.NanoDollars ? (long)decimal.Round(Math.Min(amount, 1_000_000_000m) * 1_000_000_000m) : (long)amount,
            Window = window,
            Mode = mode,
            AlertPercents = Alerts ?? LimitRule.DefaultAlerts,
        };
    }
}
