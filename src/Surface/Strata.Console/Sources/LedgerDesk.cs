using Strata.Console.Data;
using Strata.Ledger;
using Strata.Ledger.Export;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Console.Sources;

/// <summary>The gateway's ledger.</summary>
internal sealed class LedgerDesk(LedgerReader ledger) : ILedgerDesk
{
    public ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, IReadOnlyList<UsageGroup> groups, CancellationToken cancellationToken) =>
        ledger.SumAsync(query, groups, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> RowsAsync(LedgerQuery query, CancellationToken cancellationToken) => ledger.QueryAsync(query, cancellationToken);

    public async ValueTask ExportAsync(Stream target, LedgerQuery query, CancellationToken cancellationToken) =>
        await new LedgerExport(ledger).WriteAsync(target, ExportFormat.Csv, query, cancellationToken);
}
