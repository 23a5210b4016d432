namespace Strata.Traces.Api.Sums;

/// <summary>What a measure counts in.</summary>
public enum MeasureUnit
{
    /// <summary>Things, counted.</summary>
    Count,

    /// <summary>A share of one.</summary>
    Share,

    /// <summary>Billionths of a dollar.</summary>
    Nanodollars,

    /// <summary>Nanoseconds.</summary>
    Nanoseconds,

    /// <summary>Things in a second.</summary>
    PerSecond,
}
