using Strata.Budgets.Rules;

namespace Strata.Budgets.Views;

/// <summary>How one node stands under one rule. A rule over every node of a kind that nobody met yet is one view, with <c>*</c> as its node.</summary>
public sealed record BudgetView
{
    /// <summary>Where the rule is from: for instance the configuration, or the database.</summary>
    public required string Source { get; init; }

    /// <summary>The rule.</summary>
    public required LimitRule Rule { get; init; }

    /// <summary>Whose count it is.</summary>
    public required LimitNode Node { get; init; }

    /// <summary>The organisation the count belongs to; empty where all share it.</summary>
    public string Organization { get; init; } = "";

    /// <summary>Used in the window, by every process as far as heard.</summary>
    public long Spent { get; init; }

    /// <summary>Held by requests under way in this process.</summary>
    public long Reserved { get; init; }

    /// <summary>What is neither.</summary>
    public long Left { get; init; }

    /// <summary>When the window ends; null for a sliding one and for ever.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Requests refused here in this window of the calendar; of a sliding one, since the count was made.</summary>
    public long Refused { get; init; }

    /// <summary>Requests that passed here, likewise, although the limit was reached (soft, shadow).</summary>
    public long Passed { get; init; }

    /// <summary>Requests here, likewise, whose cost was not known.</summary>
    public long Unpriced { get; init; }
}
