namespace Strata.Otlp.Metrics;

/// <summary>Takes points of metrics.</summary>
public interface IPointSink
{
    /// <summary>Takes a point, which is valid during the call alone.</summary>
    /// <returns>Null, or why it cannot be taken.</returns>
    string? Accept(MetricPoint point);
}
