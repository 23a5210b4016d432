using Strata.Core.Configuration;
using Strata.Metrics.Sampling;

namespace Strata.Metrics;

/// <summary>The <c>metrics</c> section.</summary>
public sealed record MetricsOptions
{
    /// <summary>How often metrics are sampled and fetched.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long samples are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Bytes of samples on disk; the oldest go first.</summary>
    public long DiskBytesMax { get; init; } = 4L << 30;

    /// <summary>Series of one project.</summary>
    public int SeriesMax { get; init; } = 20_000;

    /// <summary>Where metrics are fetched.</summary>
    public IReadOnlyList<ScrapeTarget> Scrape { get; init; } = [];

    internal static MetricsOptions Read(ConfigReader section)
    {
        var fallback = new MetricsOptions();
        return new MetricsOptions
        {
            Every = section.Duration("every", fallback.Every, (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)), "How often metrics are sampled and fetched."),
            Retention = section.Duration("retention", fallback.Retention, (TimeSpan.FromHours(1), TimeSpan.FromDays(3_650)), "How long samples are kept; read at the start."),
            DiskBytesMax = section.Integer("disk_bytes_max", fallback.DiskBytesMax, (1 << 20, 1L << 42), "Bytes of samples on disk; the oldest go first; read at the start."),
            SeriesMax = (int)section.Integer("series_max", fallback.SeriesMax, (1, 1_000_000), "Series of one project; read at the start."),
            Scrape = ScrapeTarget.Read(section),
        };
    }
}
