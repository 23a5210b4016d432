using System.Text;
using Strata.Metrics.Sampling;

namespace Strata.Collector.Series;

/// <summary>What projects sent by OTLP and remote write, to be kept: each series' last state.</summary>
internal sealed class SentMetrics(SeriesStore series) : IMetricSource
{
    /// <inheritdoc/>
    public IEnumerable<(string Project, string Text)> Read()
    {
        var text = new StringBuilder();
        foreach (var project in series.Projects)
        {
            series.WriteTo(project, text.Clear());
            yield return (project, text.ToString());
        }
    }
}
