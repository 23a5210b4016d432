namespace Strata.Console.Charts;

/// <summary>The marks of a time axis: at most six, at round times.</summary>
internal static class TimeMarks
{
    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30, 60, 120, 180, 360 }.Select(m => TimeSpan.FromMinutes(m)),
        .. new[] { 1, 2, 7, 14, 28, 91 }.Select(d => TimeSpan.FromDays(d)),
    ];

    /// <summary>The times and how far to the right they stand, 0 to 1.</summary>
    public static IReadOnlyList<(DateTimeOffset At, double Share, bool Day)> Of(DateTimeOffset from, DateTimeOffset to)
    {
        var length = to - from;
        if (length <= TimeSpan.Zero)
        {
            return [];
        }

        var step = Array.Find(Steps, s => length / s <= 6);
        step = step == TimeSpan.Zero ? TimeSpan.FromDays(Math.Ceiling(length.TotalDays / 6)) : step;
        var first = new DateTimeOffset((from.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
        return [.. Enumerable.Range(0, 7).Select(i => first + (step * i)).TakeWhile(at => at <= to).Select(at => (at, (at - from) / length, step >= TimeSpan.FromDays(1)))];
    }
}
