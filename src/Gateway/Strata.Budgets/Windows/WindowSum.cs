using Strata.Budgets.Rules;

namespace Strata.Budgets.Windows;

/// <summary>What was used in a window. Not thread-safe: its counter locks.</summary>
internal abstract class WindowSum
{
    /// <summary>When the window began, in Unix milliseconds; a sliding one has none and says 0.</summary>
    public long StartMs { get; protected set; }

    /// <summary>The sum as of the last <see cref="Advance"/>.</summary>
    public long Total { get; protected set; }

    public static WindowSum For(LimitRule rule, in BookTime now) =>
        rule.Unit == LimitUnit.Parallel ? new CalendarSum(LimitWindow.Total, now)
        : rule.Window.Kind == WindowKind.Sliding ? new SlidingSum(rule.Window.Duration)
        : new CalendarSum(rule.Window, now);

    /// <summary>Forgets what has left the window.</summary>
    public abstract void Advance(in BookTime now);

    /// <summary>Adds to the present; call <see cref="Advance"/> first.</summary>
    public abstract void Add(long amount);

    /// <summary>Takes back what was added at a past instant, where that still counts.</summary>
    public abstract void Remove(long amount, in BookTime at);

    /// <summary>Milliseconds until at most <paramref name="allowed"/> is left; <see cref="long.MaxValue"/> where waiting does not help.</summary>
    public abstract long UntilMs(in BookTime now, long allowed);
}
