using Strata.Budgets.Rules;

namespace Strata.Budgets.Alerts;

/// <summary>A limit came near its end, reached it or went over it.</summary>
public sealed record BudgetAlert
{
    /// <summary>The limit.</summary>
    public required LimitRule Rule { get; init; }

    /// <summary>Whose count it is; under a rule over every node of a kind, the one at fault.</summary>
    public required LimitNode Node { get; init; }

    /// <summary>The organisation the count belongs to; empty where all share it.</summary>
    public required string Organization { get; init; }

    /// <summary>The threshold that was reached, in per cent of the amount.</summary>
    public required int Percent { get; init; }

    /// <summary>What was used in the window, in the rule's unit.</summary>
    public required long Spent { get; init; }

    /// <summary>When the window ends; null for a sliding one, and where it never does.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Whether a request was refused: it may be before all is spent, where what is left is reserved or too little.</summary>
    public bool Refused { get; init; }
}
