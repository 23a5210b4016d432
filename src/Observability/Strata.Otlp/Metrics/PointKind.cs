namespace Strata.Otlp.Metrics;

/// <summary>What a point of a metric is.</summary>
public enum PointKind
{
    /// <summary>A value as it stands.</summary>
    Gauge,

    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A sum that grows and shrinks.</summary>
    UpDownCounter,

    /// <summary>Counts by explicit bounds.</summary>
    Histogram,

    /// <summary>Counts by bounds that grow by a constant factor.</summary>
    Exponential,

    /// <summary>Quantiles that the sender worked out.</summary>
    Summary,

    /// <summary>A value whose meaning the sender did not say.</summary>
    Untyped,
}
