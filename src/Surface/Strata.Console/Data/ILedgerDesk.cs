using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Console.Data;

/// <summary>The ledger as the pages of usage, cache and guardrails read it. Every query names whose rows it wants, by a <see cref="Reach"/>.</summary>
internal interface ILedgerDesk
{
    /// <summary>Exact sums by up to three groups.</summary>
    ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, IReadOnlyList<UsageGroup> groups, CancellationToken cancellationToken);

    /// <summary>Rows, newest first.</summary>
    ValueTask<IReadOnlyList<LedgerRow>> RowsAsync(LedgerQuery query, CancellationToken cancellationToken);

    /// <summary>Writes rows as CSV, newest first.</summary>
    ValueTask ExportAsync(Stream target, LedgerQuery query, CancellationToken cancellationToken);
}
