namespace Strata.Metrics.Storage;

/// <summary>Where metrics are kept, and how much of them.</summary>
public sealed record MetricStoreOptions
{
    /// <summary>The folder of blocks.</summary>
    public required string Directory { get; init; }

    /// <summary>How long samples are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Bytes of blocks; the oldest go first.</summary>
    public long DiskBytesMax { get; init; } = 4L << 30;

    /// <summary>Series of one project; samples of further ones are refused.</summary>
    public int SeriesMax { get; init; } = 20_000;

    /// <summary>After how much time memory becomes a block.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromHours(2);
}
