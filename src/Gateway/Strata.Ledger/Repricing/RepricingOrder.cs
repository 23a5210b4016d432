using Strata.Ledger.Queries;

namespace Strata.Ledger.Repricing;

/// <summary>What is to be priced anew.</summary>
public sealed record RepricingOrder
{
    /// <summary>The job's id. A second run with the same id goes on where the first one stopped, and changes nothing twice.</summary>
    public required string Job { get; init; }

    /// <summary>Which rows; for instance a month, or those that are unpriced.</summary>
    public required LedgerQuery Rows { get; init; }

    /// <summary>Whether nothing is written: only the differences are worked out.</summary>
    public bool DryRun { get; init; }
}
