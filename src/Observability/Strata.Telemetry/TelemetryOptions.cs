using Strata.Core.Configuration;
using Strata.Telemetry.Endpoints;
using Strata.Telemetry.Metrics;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Stores;

namespace Strata.Telemetry;

/// <summary>The <c>telemetry</c> section. Bounds take effect at the next start; access at once.</summary>
public sealed record TelemetryOptions
{
    /// <summary>How much of spans is kept.</summary>
    public SpanLimits Spans { get; init; } = new();

    /// <summary>How many series are kept.</summary>
    public MetricLimits Metrics { get; init; } = new();

    /// <summary>Who may scrape <c>/metrics</c> without a key.</summary>
    public MetricsAccess MetricsAccess { get; init; }

    /// <summary>How long traces are kept.</summary>
    public TraceOptions Traces { get; init; } = new();

    internal static TelemetryOptions Read(ConfigReader section)
    {
        var fallback = new SpanLimits();
        return new TelemetryOptions
        {
            Spans = fallback with
            {
                MemoryBytesMax = section.Integer("memory_bytes_max", fallback.MemoryBytesMax, (1 << 20, 16L << 30), "Bytes of traces in memory; the oldest go first."),
                DiskBytesMax = section.Integer("disk_bytes_max", fallback.DiskBytesMax, (1 << 20, 1L << 40), "Bytes of traces on disk, found again after a restart; the oldest go first."),
                ValueCharsMax = (int)section.Integer("value_chars_max", fallback.ValueCharsMax, (64, 1 << 20), "Characters kept of one attribute, prompts included; the rest is cut and marked."),
                QueueSpansMax = (int)section.Integer("queue_spans_max", fallback.QueueSpansMax, (64, 1 << 20), "Spans that wait to be stored; more are dropped and counted."),
            },
            Metrics = new MetricLimits
            {
                SeriesMax = (int)section.Integer("series_max", new MetricLimits().SeriesMax, (10, 1_000_000), "Series of one instrument; more are summed as overflow."),
            },
            Traces = TraceOptions.Read(section.Section("traces", "How long traces are kept.")),
            MetricsAccess = section.Choice("metrics_access", MetricsAccess.Loopback, "Who may scrape /metrics without a key."),
        };
    }
}
