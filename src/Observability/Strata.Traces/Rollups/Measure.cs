namespace Strata.Traces.Rollups;

/// <summary>What a roll-up keeps quantiles of. The order is that of the file: append only.</summary>
public enum Measure
{
    /// <summary>How long spans took, in nanoseconds.</summary>
    Latency,

    /// <summary>Until the first piece of the answer, in nanoseconds; spans that state it.</summary>
    FirstToken,

    /// <summary>Tokens in and out of a span; spans with usage.</summary>
    Tokens,

    /// <summary>Price of a span in billionths of a dollar; spans with a price.</summary>
    Cost,
}
