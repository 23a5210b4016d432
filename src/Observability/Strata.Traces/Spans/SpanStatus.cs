namespace Strata.Traces.Spans;

/// <summary>How a span ended; the numbers are OTLP's.</summary>
public enum SpanStatus
{
    /// <summary>Not stated: nobody called it a failure.</summary>
    Unset = 0,

    /// <summary>Stated to be well.</summary>
    Ok = 1,

    /// <summary>Failed.</summary>
    Error = 2,
}
