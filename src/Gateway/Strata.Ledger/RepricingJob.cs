using Strata.Core.Storage;
using Strata.Ledger.Pricing;
using Strata.Ledger.Repricing;
using Strata.Ledger.Rows;

namespace Strata.Ledger;

/// <summary>
/// Prices old rows by a book of today. Rows are never edited: an adjustment is written beside each one whose cost changes, and sums follow. A dry
/// run says the difference first. A job that was stopped goes on at its place.
/// </summary>
/// <param name="reader">Where the rows come from.</param>
/// <param name="database">Where the adjustments go.</param>
/// <param name="time">The clock.</param>
public sealed class RepricingJob(LedgerReader reader, IDatabase database, TimeProvider time)
{
    private const int PageRows = 500;
    private readonly RepricingTable table = new(database, time);

    /// <summary>Runs a job to its end, or until it is cancelled; it can be run again then.</summary>
    /// <param name="order">What is to be priced.</param>
    /// <param name="book">The prices.</param>
    /// <param name="publicName"><c>kind/model</c> of a deployment for the public list; empty where it has none.</param>
    /// <param name="cancellationToken">Stops between two pages.</param>
    public async ValueTask<RepricingReport> RunAsync(RepricingOrder order, PriceBook book, Func<string, string> publicName, CancellationToken cancellationToken)
    {
        var planned = new Dictionary<string, RepricingLine>(StringComparer.Ordinal);
        long seen = 0, unpriced = 0;
        var place = order.DryRun ? null : await table.PlaceAsync(order.Job, cancellationToken);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await reader.QueryAsync(order.Rows with { Limit = PageRows, Before = place ?? order.Rows.Before }, cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            var changes = new List<RepricedRow>();
            foreach (var row in page)
            {
                var cost = Cost(row, book, publicName);
                unpriced += cost is null && row.CurrentNanos is null ? 1 : 0;
                if (cost is { } nanos && nanos != row.CurrentNanos)
                {
                    changes.Add(new RepricedRow(row, nanos));
                    Plan(planned, row, nanos);
                }
            }

            seen += page.Count;
            place = page[^1].Id;
            if (!order.DryRun)
            {
                await table.WriteAsync(order.Job, book.Version, changes, place, cancellationToken);
            }
        }

        return new RepricingReport
        {
            Seen = seen,
            StillUnpriced = unpriced,
            Lines = order.DryRun ? [.. planned.Values.OrderBy(l => l.Deployment, StringComparer.Ordinal)] : await table.LinesAsync(order.Job, cancellationToken),
        };
    }

    /// <summary>What a row costs by a book: the sum of its attempts, or itself where they have no usage; what a cache answered stays as it is.</summary>
    internal static long? Cost(LedgerRow row, PriceBook book, Func<string, string> publicName)
    {
        if (row.CacheStatus is "exact" or "semantic" or "stale" or "shared")
        {
            return row.CurrentNanos;
        }

        // Attempts that say nothing of usage the row has cannot be what it cost.
        if (row.Attempts.All(a => a.Usage == default))
        {
            return book.Cost(Question(row, row.Deployment, "", publicName), row.Usage, row.ServiceTier)?.TotalNanos;
        }

        long sum = 0;
        foreach (var attempt in row.Attempts)
        {
            if (book.Cost(Question(row, attempt.Deployment, attempt.Credential, publicName), attempt.Usage, row.ServiceTier) is not { } cost)
            {
                return null;
            }

            sum = checked(sum + cost.TotalNanos);
        }

        return sum;
    }

    private static PriceQuestion Question(LedgerRow row, string deployment, string credential, Func<string, string> publicName) =>
        new(deployment, row.Model, row.At) { Public = publicName(deployment), Organization = row.Organization, Credential = credential };

    private static void Plan(Dictionary<string, RepricingLine> lines, LedgerRow row, long nanos)
    {
        var line = lines.GetValueOrDefault(row.Deployment, new RepricingLine(row.Deployment, 0, 0, 0, 0));
        lines[row.Deployment] = line with
        {
            Rows = line.Rows + 1,
            Unpriced = line.Unpriced + (row.CurrentNanos is null ? 1 : 0),
            OldNanos = line.OldNanos + (row.CurrentNanos ?? 0),
            NewNanos = line.NewNanos + nanos,
        };
    }
}
