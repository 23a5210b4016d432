namespace Strata.Telemetry.Metrics;

/// <summary>How many series are kept.</summary>
public sealed record MetricLimits
{
    /// <summary>Series of one instrument; further tag sets are counted under <c>otel_metric_overflow="true"</c>.</summary>
    public int SeriesMax { get; init; } = 1_000;

    /// <summary>Instruments; more are not recorded.</summary>
    public int InstrumentsMax { get; init; } = 500;
}
