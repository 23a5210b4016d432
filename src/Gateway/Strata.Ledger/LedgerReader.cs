using Strata.Core.Storage;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Ledger.Storage;

namespace Strata.Ledger;

/// <summary>Reads the ledger. A read sees every row acknowledged before it: what still waits in the log is shipped first.</summary>
public sealed class LedgerReader
{
    private readonly LedgerTable table;
    private readonly LedgerShipper shipper;

    /// <summary>A reader of a database and of the log that ships to it.</summary>
    public LedgerReader(IDatabase database, LedgerShipper shipper)
    {
        table = new LedgerTable(database);
        this.shipper = shipper;
    }

    /// <summary>Rows, newest first. The next page is the same query with <see cref="LedgerQuery.Before"/> at the last id.</summary>
    public async ValueTask<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken)
    {
        await shipper.FlushAsync(cancellationToken);
        return await table.QueryAsync(query, cancellationToken);
    }

    /// <summary>A row of a project; null where there is none.</summary>
    public async ValueTask<LedgerRow?> FindAsync(string project, string id, CancellationToken cancellationToken)
    {
        await shipper.FlushAsync(cancellationToken);
        return await table.FindAsync(project, id, cancellationToken);
    }

    /// <summary>Exact sums of the rows that a query selects; its limit and page play no part.</summary>
    public async ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, UsageGroup group, CancellationToken cancellationToken)
    {
        await shipper.FlushAsync(cancellationToken);
        return await table.SumAsync(query with { Before = null }, group, cancellationToken);
    }
}
