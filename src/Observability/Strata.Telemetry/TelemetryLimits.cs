using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Telemetry.Traces;
using Strata.Telemetry.Traffic;

namespace Strata.Telemetry;

/// <summary>The module's bounds, for <c>/debug/limits</c>.</summary>
internal sealed class TelemetryLimits(Live<TelemetryOptions> options) : ILimitsSource
{
    public string Module => "telemetry";

    public IReadOnlyList<Limit> Limits
    {
        get
        {
            var at = options.Current;
            return
            [
                new("span_queue", at.QueueSpansMax, "spans", "further spans of our own are dropped and counted"),
                new("trace_memory", at.MemoryBytesMax, "bytes", "the newest spans become segments on disk"),
                new("trace_disk", at.DiskBytesMax, "bytes", "the oldest days of traces leave the disk"),
                new("trace_cache", at.Traces.CacheBytesMax, "bytes", "with PostgreSQL: traces that were not read for longest leave this machine's disk"),
                new("trace_away", at.Traces.AwayBytesMax, "bytes", "with PostgreSQL away: further spans are refused with 503 and a retry time"),
                new("trace_list", TraceReader.ListMax, "traces", "400 invalid_value"),
                new("metric_series", at.Metrics.SeriesMax, "series", "further tag sets are summed as overflow"),
                new("metric_instruments", at.Metrics.InstrumentsMax, "instruments", "further instruments are not recorded"),
                new("traffic_steps", TrafficSeries.StepsMax, "steps", "later steps are left out"),
            ];
        }
    }
}
