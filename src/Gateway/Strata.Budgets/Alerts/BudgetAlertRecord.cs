namespace Strata.Budgets.Alerts;

/// <summary>An alert as it was written down.</summary>
public sealed record BudgetAlertRecord
{
    /// <summary>Its id; later ones sort behind.</summary>
    public required string Id { get; init; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The organisation that the count belongs to; empty where tenants share it.</summary>
    public string Organization { get; init; } = "";

    /// <summary>The limit's id.</summary>
    public required string Limit { get; init; }

    /// <summary>What the count stands on, for instance <c>team</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The node's id.</summary>
    public required string Node { get; init; }

    /// <summary>What is counted, for instance <c>dollars</c>; amounts of it are in nano-dollars.</summary>
    public required string Unit { get; init; }

    /// <summary>The threshold, in per cent of the amount.</summary>
    public int Percent { get; init; }

    /// <summary>What was used.</summary>
    public long Spent { get; init; }

    /// <summary>The limit's amount.</summary>
    public long Amount { get; init; }

    /// <summary>Whether a request was refused.</summary>
    public bool Refused { get; init; }

    /// <summary>When the window ends; null for a sliding one and for ever.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}
