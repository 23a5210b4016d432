using System.Text.Json;
using Strata.Traces.Api.Sums;
using Strata.Traces.Queries.Filters;

namespace Strata.Traces.Api.Views;

/// <summary>A dashboard that someone made: panels over the query language.</summary>
/// <param name="Panels">Its panels in their order.</param>
public sealed record Dashboard(IReadOnlyList<DashboardPanel> Panels)
{
    /// <summary>Panels at most.</summary>
    public const int PanelsMax = 24;

    private const int MeasuresMax = 5;

    /// <summary>Reads what was stored; null where it is no dashboard, or asks for what there is not.</summary>
    public static Dashboard? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TraceApiJson.Default.Dashboard) is { Panels: { Count: >= 1 and <= PanelsMax } panels } read && panels.All(IsWhole) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is stored.</summary>
    public string Write() => JsonSerializer.Serialize(this, TraceApiJson.Default.Dashboard);

    private static bool IsWhole(DashboardPanel? panel) =>
        panel is { Title.Length: > 0 and <= SavedView.NameCharsMax, Measure: not null } && panel.Measures.Count is >= 1 and <= MeasuresMax && panel.Measures.All(m => SpanMeasure.Find(m).IsOk)
            && SpanFilter.Parse(panel.Filter ?? "").IsOk
        && (panel.By is null or "" || FieldTable.Facts.Any(f => f.IsLabel && f.Name == panel.By));
}
