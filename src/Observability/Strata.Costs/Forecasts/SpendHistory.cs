namespace Strata.Costs.Forecasts;

/// <summary>What was spent so far.</summary>
public sealed record SpendHistory
{
    /// <summary>Whole days without a gap, the oldest first, in dollars; the last one is yesterday.</summary>
    public required IReadOnlyList<double> Days { get; init; }

    /// <summary>Today.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Spent today so far.</summary>
    public double SpentToday { get; init; }

    /// <summary>How much of today is over, 0 to 1.</summary>
    public double TodayOver { get; init; }
}
