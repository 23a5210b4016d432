using System.Globalization;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Export;

/// <summary>The columns of an export of rows: one line a request, its attempts as their count. Money in nano-dollars, times in microseconds.</summary>
internal static class RowExport
{
    public static readonly IReadOnlyList<ExportColumn> Columns =
    [
        ExportColumn.Text("id", r => r.Id),
        ExportColumn.Time("at", r => r.At),
        ExportColumn.Text("organization", r => r.Organization),
        ExportColumn.Text("project", r => r.Project),
        ExportColumn.Text("team", r => r.Team),
        ExportColumn.Text("user", r => r.User),
        ExportColumn.Text("end_user", r => r.EndUser),
        ExportColumn.Text("key", r => r.KeyId),
        ExportColumn.Text("tags", r => string.Join(';', r.Tags)),
        ExportColumn.Text("model", r => r.Model),
        ExportColumn.Text("deployment", r => r.Deployment),
        ExportColumn.Text("provider", r => r.Provider),
        ExportColumn.Text("endpoint", r => r.Endpoint),
        ExportColumn.Text("dialect_in", r => r.DialectIn),
        ExportColumn.Text("dialect_out", r => r.DialectOut),
        ExportColumn.Text("route", r => r.Route),
        ExportColumn.Text("strategy", r => r.Strategy),
        ExportColumn.Text("experiment", r => r.Experiment),
        ExportColumn.Text("service_tier", r => r.ServiceTier),
        ExportColumn.Number("stream", r => r.Stream ? 1 : 0),
        ExportColumn.Text("status", r => LedgerWords.Of(r.Status)),
        ExportColumn.Number("http_status", r => r.HttpStatus),
        ExportColumn.Text("finish_reason", r => r.FinishReason),
        ExportColumn.Number("input_tokens", r => r.Usage.Input),
        ExportColumn.Number("cached_input_tokens", r => r.Usage.CachedInput),
        ExportColumn.Number("cache_write_tokens", r => r.Usage.CacheWrite),
        ExportColumn.Number("cache_write_long_tokens", r => r.Usage.CacheWriteLong),
        ExportColumn.Number("audio_input_tokens", r => r.Usage.AudioInput),
        ExportColumn.Number("image_input_tokens", r => r.Usage.ImageInput),
        ExportColumn.Number("output_tokens", r => r.Usage.Output),
        ExportColumn.Number("reasoning_tokens", r => r.Usage.Reasoning),
        ExportColumn.Number("audio_output_tokens", r => r.Usage.AudioOutput),
        ExportColumn.Number("image_output_tokens", r => r.Usage.ImageOutput),
        ExportColumn.Number("tool_calls", r => r.Usage.ToolCalls),
        ExportColumn.Text("usage_source", r => LedgerWords.Of(r.UsageSource)),
        ExportColumn.Number("cost_nanos", r => r.CostNanos),
        ExportColumn.Number("repriced_nanos", r => r.RepricedNanos),
        ExportColumn.Number("upstream_cost_nanos", r => r.UpstreamCostNanos),
        ExportColumn.Number("saved_nanos", r => r.SavedNanos),
        ExportColumn.Text("price_version", r => r.PriceVersion),
        ExportColumn.Text("cache_status", r => r.CacheStatus),
        ExportColumn.Number("attempts", r => r.Attempts.Count),
        ExportColumn.Number("continuations", r => r.Continuations),
        ExportColumn.Text("cut_off", r => r.CutOff),
        ExportColumn.Text("guardrails", r => string.Join(';', r.Verdicts.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Detector} {v.Action} {v.Count}")))),
        ExportColumn.Text("trace_id", r => r.TraceId),
        ExportColumn.Number("queue_us", r => Micros(r.Queue)),
        ExportColumn.Number("first_byte_us", r => Micros(r.FirstByte)),
        ExportColumn.Number("first_token_us", r => Micros(r.FirstToken)),
        ExportColumn.Number("total_us", r => Micros(r.Total)),
        ExportColumn.Text("error_code", r => r.ErrorCode),
        ExportColumn.Text("upstream_request_id", r => r.UpstreamRequestId),
    ];

    private static long? Micros(TimeSpan? span) => span?.Ticks / TimeSpan.TicksPerMicrosecond;
}
