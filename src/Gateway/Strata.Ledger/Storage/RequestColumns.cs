using System.Data.Common;
using System.Globalization;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>A row as the table <c>gateway_requests</c> holds it; its attempts are in a table of their own.</summary>
internal static class RequestColumns
{
    public const string Table = "gateway_requests";

    public static readonly IReadOnlyList<Column<LedgerRow>> All =
    [
        Text("id", r => r.Id),
        Number("day", Day),
        Number("at_ms", r => r.At.ToUnixTimeMilliseconds()),
        Text("organization", r => r.Organization),
        Text("project", r => r.Project),
        Text("team", r => r.Team),
        Text("user_id", r => r.User),
        Text("end_user", r => r.EndUser),
        Text("key_id", r => r.KeyId),
        Text("tags", r => Labels.Join(r.Tags.AsSpan())),
        Text("model", r => r.Model),
        Text("deployment", r => r.Deployment),
        Text("provider", r => r.Provider),
        Text("endpoint", r => r.Endpoint),
        Text("dialect_in", r => r.DialectIn),
        Text("dialect_out", r => r.DialectOut),
        Text("route", r => r.Route),
        Text("strategy", r => r.Strategy),
        Text("experiment", r => r.Experiment),
        Text("service_tier", r => r.ServiceTier),
        Number("streamed", r => r.Stream ? 1 : 0),
        Text("status", r => LedgerWords.Of(r.Status)),
        Number("http_status", r => r.HttpStatus),
        Text("finish_reason", r => r.FinishReason),
        .. UsageColumns.Of<LedgerRow>(r => r.Usage),
        Text("usage_source", r => LedgerWords.Of(r.UsageSource)),
        Column<LedgerRow>.Optional("cost_nanos", r => r.CostNanos),
        Column<LedgerRow>.Optional("upstream_cost_nanos", r => r.UpstreamCostNanos),
        Number("saved_nanos", r => r.SavedNanos),
        Text("cache_status", r => r.CacheStatus),
        Text("verdicts", r => Verdicts(r.Verdicts)),
        Text("notes", r => Labels.Join(r.Notes.AsSpan())),
        Number("continuations", r => r.Continuations),
        Text("cut_off", r => r.CutOff),
        Text("price_version", r => r.PriceVersion),
        Text("trace_id", r => r.TraceId),
        Number("queue_us", r => Micros(r.Queue)),
        Column<LedgerRow>.Optional("first_byte_us", r => Micros(r.FirstByte)),
        Column<LedgerRow>.Optional("first_token_us", r => Micros(r.FirstToken)),
        Number("total_us", r => Micros(r.Total)),
        Text("error_code", r => r.ErrorCode),
        Text("upstream_request_id", r => r.UpstreamRequestId),
    ];

    public static readonly BulkInsert<LedgerRow> Insert = new(Table, All, "DO NOTHING");

    /// <summary>The columns for a SELECT that names the table <c>r</c> and the current costs <c>c</c>.</summary>
    public static readonly string Select = string.Join(", ", All.Select(c => "r." + c.Name)) + ", c.cost_nanos, c.price_version";

    /// <summary>The tables that <see cref="Select"/> reads.</summary>
    public const string From = $"{Table} r LEFT JOIN gateway_current_costs c ON c.id = r.id";

    /// <summary>The UTC day of a row, counted from 1970.</summary>
    public static long Day(LedgerRow row) => row.At.ToUnixTimeMilliseconds() / 86_400_000;

    public static LedgerRow Read(DbDataReader reader)
    {
        var from = new RowCursor(reader);
        var id = from.Text();
        _ = from.Number();
        return new LedgerRow
        {
            Id = id,
            At = DateTimeOffset.FromUnixTimeMilliseconds(from.Number()),
            Organization = from.Text(),
            Project = from.Text(),
            Team = from.Text(),
            User = from.Text(),
            EndUser = from.Text(),
            KeyId = from.Text(),
            Tags = Labels.Split(from.Text()),
            Model = from.Text(),
            Deployment = from.Text(),
            Provider = from.Text(),
            Endpoint = from.Text(),
            DialectIn = from.Text(),
            DialectOut = from.Text(),
            Route = from.Text(),
            Strategy = from.Text(),
            Experiment = from.Text(),
            ServiceTier = from.Text(),
            Stream = from.Number() != 0,
            Status = LedgerWords.Status(from.Text()) ?? LedgerStatus.Failed,
            HttpStatus = (int)from.Number(),
            FinishReason = from.Text(),
            Usage = from.Usage(),
            UsageSource = LedgerWords.Source(from.Text()),
            CostNanos = from.Optional(),
            UpstreamCostNanos = from.Optional(),
            SavedNanos = from.Number(),
            CacheStatus = from.Text(),
            Verdicts = Verdicts(from.Text()),
            Notes = Labels.Split(from.Text()),
            Continuations = (int)from.Number(),
            CutOff = from.Text(),
            PriceVersion = from.Text(),
            TraceId = from.Text(),
            Queue = from.Micros(),
            FirstByte = from.OptionalMicros(),
            FirstToken = from.OptionalMicros(),
            Total = from.Micros(),
            ErrorCode = from.Text(),
            UpstreamRequestId = from.Text(),
            RepricedNanos = from.Optional(),
        };
    }

    public static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static long? Micros(TimeSpan? span) => span?.Ticks / TimeSpan.TicksPerMicrosecond;

    private static Column<LedgerRow> Text(string name, Func<LedgerRow, string> get) => Column<LedgerRow>.Text(name, get);

    private static Column<LedgerRow> Number(string name, Func<LedgerRow, long> get) => Column<LedgerRow>.Number(name, get);

    private static string Verdicts(RowList<LedgerVerdict> verdicts) =>
        verdicts.Count == 0 ? "" : Labels.Join([.. verdicts.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Detector}\t{v.Action}\t{v.Count}"))]);

    private static RowList<LedgerVerdict> Verdicts(string text) =>
    [
        .. Labels.Split(text).Select(v => v.Split('\t')).Where(v => v.Length == 3)
            .Select(v => new LedgerVerdict(v[0], v[1], int.TryParse(v[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0)),
    ];
}
