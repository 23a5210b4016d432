namespace Strata.Traces.Queries.Lists;

/// <summary>How a list is ordered, most first.</summary>
public enum SpanOrder
{
    /// <summary>The newest first.</summary>
    Start,

    /// <summary>The slowest first.</summary>
    Latency,

    /// <summary>The dearest first.</summary>
    Cost,
}
