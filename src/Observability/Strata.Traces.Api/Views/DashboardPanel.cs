namespace Strata.Traces.Api.Views;

/// <summary>A panel of a dashboard.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Measure">The measure; of several with commas between the first one is kept apart by the field.</param>
/// <param name="By">The field it is kept apart by; none for one line.</param>
/// <param name="Filter">Which spans.</param>
public sealed record DashboardPanel(string Title, string Measure, string? By = null, string? Filter = null)
{
    /// <summary>The measures by their names.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Measures => Measure.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
