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
            var (spans, metrics) = (options.Current.Spans, options.Current.Metrics);
            return
            [
                new("span_attributes", spans.AttributesMax, "attributes", "further attributes are dropped"),
                new("span_value", spans.ValueCharsMax, "characters", "the value is cut and the cut is marked"),
                new("span_events", spans.EventsMax, "events", "further events are dropped"),
                new("span_queue", spans.QueueSpansMax, "spans", "further spans are dropped and counted"),
                new("trace_spans", spans.TraceSpansMax, "spans", "further spans of the trace are dropped and counted"),
                new("trace_memory", spans.MemoryBytesMax, "bytes", "the oldest traces leave memory"),
                new("trace_disk", spans.DiskBytesMax, "bytes", "the oldest traces leave the disk"),
                new("trace_list", TraceReader.ListMax, "traces", "400 invalid_value"),
                new("metric_series", metrics.SeriesMax, "series", "further tag sets are summed as overflow"),
                new("metric_instruments", metrics.InstrumentsMax, "instruments", "further instruments are not recorded"),
                new("traffic_minutes", TrafficSeries.MinutesMax, "minutes", "older minutes leave the charts"),
                new("traffic_projects", TrafficSeries.ProjectsMax, "projects", "further projects are not charted"),
            ];
        }
    }
}
