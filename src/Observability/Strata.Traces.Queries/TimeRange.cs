namespace Strata.Traces.Queries;

/// <summary>A stretch of time in nanoseconds since 1970.</summary>
/// <param name="FromNs">Begin.</param>
/// <param name="ToNs">End, exclusive.</param>
public readonly record struct TimeRange(long FromNs, long ToNs)
{
    /// <summary>All of time.</summary>
    public static TimeRange All => new(0, long.MaxValue);

    /// <summary>A stretch between two moments.</summary>
    public static TimeRange Of(DateTimeOffset from, DateTimeOffset to) => new((from - DateTimeOffset.UnixEpoch).Ticks * 100, (to - DateTimeOffset.UnixEpoch).Ticks * 100);
}
