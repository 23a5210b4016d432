namespace Strata.Budgets.Windows;

/// <summary>
/// One instant on two clocks. Sliding windows go by the monotonic one: a wall clock that is set back would stop them until it
/// caught up. Calendars go by the wall.
/// </summary>
/// <param name="MonotonicMs">Milliseconds since the clock's own start.</param>
/// <param name="UtcMs">Unix milliseconds.</param>
internal readonly record struct BookTime(long MonotonicMs, long UtcMs)
{
    public static BookTime Of(TimeProvider time) => new((long)time.GetElapsedTime(0).TotalMilliseconds, time.GetUtcNow().ToUnixTimeMilliseconds());
}
