using Strata.Core.Results;
using Strata.Console.Charts;
using Strata.Traces.Api.Sums;
using Strata.Traces.Api.Views;

namespace Strata.Console.Tracing;

/// <summary>A panel with what it shows.</summary>
/// <param name="Panel">What was asked.</param>
/// <param name="Unit">What its values count in.</param>
/// <param name="IsSum">Whether values add up, so that they are stacked.</param>
/// <param name="Steps">When each step begins.</param>
/// <param name="Series">The values.</param>
/// <param name="Wrong">Why there are none.</param>
public sealed record PanelData(DashboardPanel Panel, MeasureUnit Unit, bool IsSum, IReadOnlyList<DateTimeOffset> Steps, IReadOnlyList<ChartSeries> Series, Problem? Wrong)
{
    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsEmpty => !Series.Any(s => s.Values.Any(v => v is > 0));
}
