using Strata.Core.Storage;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Ledger.Storage;

namespace Strata.Ledger;

/// <summary>
/// Reads the ledger. A read sees every row acknowledged on this machine before it: what still waits in the log is shipped first. Where a
/// long backlog waits (the database was away), it answers from the database at once, and <see cref="Waiting"/> says what is missing.
/// Rows of other replicas come within their gather time, 0.2 s.
/// </summary>
public sealed class LedgerReader
{
    /// <summary>The most rows that a read waits for.</summary>
    public const int WaitRowsMax = 10_000;

    private readonly LedgerTable table;
    private readonly LedgerShipper shipper;

    /// <summary>A reader of a database and of the log that ships to it.</summary>
    public LedgerReader(IDatabase database, LedgerShipper shipper)
    {
        table = new LedgerTable(database);
        this.shipper = shipper;
    }

    /// <summary>How many rows of this machine the database does not have yet; what is read lacks no more than these.</summary>
    public long Waiting => shipper.Waiting;

    /// <summary>Rows with their attempts, newest first. The next page is the same query with <see cref="LedgerQuery.Before"/> at the last id.</summary>
    public async ValueTask<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        return await table.QueryAsync(query, cancellationToken);
    }

    /// <summary>A row of a project with its attempts; null where there is none.</summary>
    public async ValueTask<LedgerRow?> FindAsync(string project, string id, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        return await table.FindAsync(project, id, cancellationToken);
    }

    /// <summary>Exact sums of the rows that a query selects; its limit and page play no part.</summary>
    public ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, UsageGroup group, CancellationToken cancellationToken) =>
        SumAsync(query, [group], cancellationToken);

    /// <summary>Exact sums by up to three groups at once, for instance by day and model; by none gives one sum, or none where there are no rows.</summary>
    public async ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, IReadOnlyList<UsageGroup> groups, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups.Count, 3);
        await CatchUpAsync(cancellationToken);
        await CloseHoursAsync(cancellationToken);
        return await table.SumAsync(query with { Before = null }, groups, cancellationToken);
    }

    /// <summary>Deployments that were used and have no price, each with its requests and tokens: those that <see cref="UsageSum.Unpriced"/> counts.</summary>
    public async ValueTask<IReadOnlyList<UsageSum>> UnpricedAsync(LedgerQuery query, CancellationToken cancellationToken) =>
        [.. (await SumAsync(query with { Unpriced = null }, UsageGroup.Deployment, cancellationToken)).Where(s => s.Unpriced > 0)];

    /// <summary>
    /// What one node of a budget used since a time, over all projects and replicas: for the restore of budgets at a start, never for a caller's eyes.
    /// </summary>
    /// <param name="node">What the node is: an organisation, team, key, user, end user, tag, provider, model or deployment.</param>
    /// <param name="id">Its id.</param>
    /// <param name="from">From when on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The sum; null where it used nothing.</returns>
    public async ValueTask<UsageSum?> SpentAsync(UsageGroup node, string id, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        await CloseHoursAsync(cancellationToken);
        var sums = await table.SpentAsync(node, id, from, cancellationToken);
        return sums.Count > 0 ? sums[0] : null;
    }

    /// <summary>Forgets rows and attempts of the days before one, in UTC; their sums stay. On PostgreSQL whole days are dropped as tables.</summary>
    public ValueTask DropBeforeAsync(DateOnly day, CancellationToken cancellationToken) =>
        table.DropBeforeAsync(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, cancellationToken);

    /// <summary>Where hours cannot be summed now, their rows are: slower, and as right.</summary>
    private async ValueTask CloseHoursAsync(CancellationToken cancellationToken)
    {
        try
        {
            await table.CloseHoursAsync(shipper.Now, cancellationToken);
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or IOException or TimeoutException)
        {
            // the sum reads rows instead
        }
    }

    private ValueTask CatchUpAsync(CancellationToken cancellationToken) =>
        shipper.Waiting > WaitRowsMax ? ValueTask.CompletedTask : shipper.FlushAsync(cancellationToken);
}
