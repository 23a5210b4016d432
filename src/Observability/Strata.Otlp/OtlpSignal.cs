namespace Strata.Otlp;

/// <summary>What a request carries.</summary>
public enum OtlpSignal
{
    /// <summary>Spans.</summary>
    Traces,

    /// <summary>Points of metrics.</summary>
    Metrics,

    /// <summary>Log records and events.</summary>
    Logs,
}
