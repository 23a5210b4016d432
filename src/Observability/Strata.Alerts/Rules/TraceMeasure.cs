namespace Strata.Alerts.Rules;

/// <summary>A figure over the spans that pass a rule's filter.</summary>
public enum TraceMeasure
{
    /// <summary>Spans.</summary>
    Count,

    /// <summary>Spans a second.</summary>
    Rate,

    /// <summary>Spans that failed.</summary>
    Errors,

    /// <summary>The share of spans that failed, 0 to 1.</summary>
    ErrorRate,

    /// <summary>Dollars.</summary>
    Cost,

    /// <summary>Tokens in and out.</summary>
    Tokens,

    /// <summary>Spans with usage and no price.</summary>
    Unpriced,

    /// <summary>Mean length in seconds.</summary>
    LatencyAvg,

    /// <summary>Median length in seconds.</summary>
    LatencyP50,

    /// <summary>95th percentile of the length in seconds.</summary>
    LatencyP95,

    /// <summary>99th percentile of the length in seconds.</summary>
    LatencyP99,

    /// <summary>Median time to the first token in seconds.</summary>
    TtftP50,

    /// <summary>95th percentile of the time to the first token in seconds.</summary>
    TtftP95,

    /// <summary>99th percentile of the time to the first token in seconds.</summary>
    TtftP99,
}
