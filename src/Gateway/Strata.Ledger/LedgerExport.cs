using Strata.Ledger.Export;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Ledger;

/// <summary>
/// Writes the rows of a query, newest first, to a stream: a page at a time, so that memory does not grow with the export. Rows that
/// arrive meanwhile are not part of it.
/// </summary>
public sealed class LedgerExport(LedgerReader reader)
{
    private const int GroupRows = 20_000;

    /// <summary>The media type of a format.</summary>
    public static string MediaType(ExportFormat format) => format is ExportFormat.Csv or ExportFormat.FocusCsv ? "text/csv; charset=utf-8" : "application/vnd.apache.parquet";

    /// <summary>Writes; the query's limit and page play no part.</summary>
    /// <returns>How many rows were written.</returns>
    public async ValueTask<long> WriteAsync(Stream target, ExportFormat format, LedgerQuery query, CancellationToken cancellationToken)
    {
        var columns = format is ExportFormat.FocusCsv or ExportFormat.FocusParquet ? FocusExport.Columns : RowExport.Columns;
        if (format is ExportFormat.Csv or ExportFormat.FocusCsv)
        {
            var csv = new CsvSheet(target, columns);
            await csv.BeginAsync(cancellationToken);
            return await EachAsync(query, LedgerQuery.LimitMax, csv.AddAsync, cancellationToken);
        }

        var parquet = new ParquetSheet(target, columns);
        await parquet.BeginAsync(cancellationToken);
        var rows = await EachAsync(query, GroupRows, parquet.AddAsync, cancellationToken);
        await parquet.EndAsync(cancellationToken);
        return rows;
    }

    private async ValueTask<long> EachAsync(LedgerQuery query, int group, Func<IReadOnlyList<LedgerRow>, CancellationToken, ValueTask> add, CancellationToken cancellationToken)
    {
        var waiting = new List<LedgerRow>();
        long count = 0;
        string? before = null;
        while (true)
        {
            var page = await reader.QueryAsync(query with { Limit = LedgerQuery.LimitMax, Before = before }, cancellationToken);
            waiting.AddRange(page);
            count += page.Count;
            var isLast = page.Count < LedgerQuery.LimitMax;
            if (waiting.Count >= group || isLast)
            {
                await add(waiting, cancellationToken);
                waiting.Clear();
            }

            if (isLast)
            {
                return count;
            }

            before = page[^1].Id;
        }
    }
}
