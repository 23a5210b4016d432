using System.Data.Common;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>The table <c>gateway_attempts</c>.</summary>
internal static class AttemptColumns
{
    public const string Table = "gateway_attempts";

    public static readonly IReadOnlyList<Column<AttemptRecord>> All =
    [
        Text("id", r => r.Row.Id),
        Number("day", r => RequestColumns.Day(r.Row)),
        Number("number", r => r.Attempt.Number),
        Text("project", r => r.Row.Project),
        Text("deployment", r => r.Attempt.Deployment),
        Text("provider", r => r.Attempt.Provider),
        Text("credential", r => r.Attempt.Credential),
        Number("started_us", r => RequestColumns.Micros(r.Attempt.Started)),
        Column<AttemptRecord>.Optional("first_byte_us", r => RequestColumns.Micros(r.Attempt.FirstByte)),
        Column<AttemptRecord>.Optional("first_token_us", r => RequestColumns.Micros(r.Attempt.FirstToken)),
        Number("duration_us", r => RequestColumns.Micros(r.Attempt.Duration)),
        Text("outcome", r => LedgerWords.Of(r.Attempt.Outcome)),
        Number("http_status", r => r.Attempt.HttpStatus),
        Text("reason", r => r.Attempt.Reason),
        Text("upstream_request_id", r => r.Attempt.UpstreamRequestId),
        .. UsageColumns.Of<AttemptRecord>(r => r.Attempt.Usage),
        Column<AttemptRecord>.Optional("cost_nanos", r => r.Attempt.CostNanos),
        Column<AttemptRecord>.Optional("reported_cost_nanos", r => r.Attempt.ReportedCostNanos),
    ];

    public static readonly BulkInsert<AttemptRecord> Insert = new(Table, All, "DO NOTHING");

    public static readonly string Select = string.Join(", ", All.Select(c => c.Name));

    /// <summary>Reads an attempt and the id of its request.</summary>
    public static (string Id, LedgerAttempt Attempt) Read(DbDataReader reader)
    {
        var from = new RowCursor(reader);
        var id = from.Text();
        _ = from.Number();
        var number = (int)from.Number();
        _ = from.Text();
        return (id, new LedgerAttempt
        {
            Number = number,
            Deployment = from.Text(),
            Provider = from.Text(),
            Credential = from.Text(),
            Started = from.Micros(),
            FirstByte = from.OptionalMicros(),
            FirstToken = from.OptionalMicros(),
            Duration = from.Micros(),
            Outcome = LedgerWords.Outcome(from.Text()),
            HttpStatus = (int)from.Number(),
            Reason = from.Text(),
            UpstreamRequestId = from.Text(),
            Usage = from.Usage(),
            CostNanos = from.Optional(),
            ReportedCostNanos = from.Optional(),
        });
    }

    private static Column<AttemptRecord> Text(string name, Func<AttemptRecord, string> get) => Column<AttemptRecord>.Text(name, get);

    private static Column<AttemptRecord> Number(string name, Func<AttemptRecord, long> get) => Column<AttemptRecord>.Number(name, get);
}
