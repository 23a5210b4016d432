using Strata.Budgets.Rules;

namespace Strata.Budgets.Windows;

/// <summary>A sum that begins at zero with each period of the calendar, or never does. A wall clock that is set back stays in the newer period.</summary>
internal sealed class CalendarSum : WindowSum
{
    private readonly LimitWindow window;
    private long endMs;

    public CalendarSum(LimitWindow window, in BookTime now)
    {
        this.window = window;
        (StartMs, endMs) = window.Bounds(now.UtcMs);
    }

    public override void Advance(in BookTime now)
    {
        if (now.UtcMs >= endMs)
        {
            (StartMs, endMs) = window.Bounds(now.UtcMs);
            Total = 0;
        }
    }

    public override void Add(long amount) => Total += amount;

    public override void Remove(long amount, in BookTime at)
    {
        if (at.UtcMs >= StartMs)
        {
            Total -= Math.Min(amount, Total);
        }
    }

    public override long UntilMs(in BookTime now, long allowed) =>
        Total <= allowed ? 0 : endMs == long.MaxValue ? long.MaxValue : Math.Max(1, endMs - now.UtcMs);
}
