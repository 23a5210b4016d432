namespace Strata.Alerts.Rules;

/// <summary>A pair of windows in both of which the error budget has to burn faster than a factor.</summary>
/// <param name="Long">The long window: enough was lost to matter.</param>
/// <param name="Short">The short window: it is still being lost.</param>
/// <param name="Factor">How many times faster than the objective allows.</param>
/// <param name="Severity">What the alert is then.</param>
public sealed record BurnWindow(TimeSpan Long, TimeSpan Short, double Factor, string Severity)
{
    /// <summary>The usual three for a period of thirty days: 2 % of the budget in an hour, 5 % in six, 10 % in three days.</summary>
    public static IReadOnlyList<BurnWindow> Usual { get; } =
    [
        new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4, "critical"),
        new(TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6, "critical"),
        new(TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1, "warning"),
    ];
}
