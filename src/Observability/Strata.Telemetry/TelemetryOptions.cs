using Strata.Core.Configuration;
using Strata.Telemetry.Endpoints;
using Strata.Telemetry.Metrics;
using Strata.Telemetry.Stores;

namespace Strata.Telemetry;

/// <summary>The <c>telemetry</c> section. Bounds take effect at the next start; access and retention at once.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Bytes of the newest spans in memory before they become segments on disk.</summary>
    public long MemoryBytesMax { get; init; } = 56L << 20;

    /// <summary>Bytes of segments on disk; the oldest days go first. 0 sets no bound.</summary>
    public long DiskBytesMax { get; init; } = 16L << 30;

    /// <summary>Own spans that wait to be stored; more are dropped and counted.</summary>
    public int QueueSpansMax { get; init; } = 16_384;

    /// <summary>How many series are kept.</summary>
    public MetricLimits Metrics { get; init; } = new();

    /// <summary>Who may scrape <c>/metrics</c> without a key.</summary>
    public MetricsAccess MetricsAccess { get; init; }

    /// <summary>How long traces are kept.</summary>
    public TraceOptions Traces { get; init; } = new();

    internal static TelemetryOptions Read(ConfigReader section)
    {
        var fallback = new TelemetryOptions();
        return new TelemetryOptions
        {
            MemoryBytesMax = section.Integer("memory_bytes_max", fallback.MemoryBytesMax, (1 << 20, 16L << 30), "Bytes of the newest traces in memory, before they become segments on disk."),
            DiskBytesMax = section.Integer("disk_bytes_max", fallback.DiskBytesMax, (0, 1L << 44), "Bytes of traces on disk; the oldest days go first. 0 sets no bound."),
            QueueSpansMax = (int)section.Integer("queue_spans_max", fallback.QueueSpansMax, (64, 1 << 20), "Own spans that wait to be stored; more are dropped and counted."),
            Metrics = new MetricLimits
            {
                SeriesMax = (int)section.Integer("series_max", new MetricLimits().SeriesMax, (10, 1_000_000), "Series of one instrument; more are summed as overflow."),
            },
            Traces = TraceOptions.Read(section.Section("traces", "How long traces are kept.")),
            MetricsAccess = section.Choice("metrics_access", MetricsAccess.Loopback, "Who may scrape /metrics without a key."),
        };
    }
}
