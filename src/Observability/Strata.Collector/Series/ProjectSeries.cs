using System.Text;
using Strata.Otlp.Metrics;

namespace Strata.Collector.Series;

/// <summary>The series of one project. Points come one at a time under its lock.</summary>
internal sealed class ProjectSeries(TimeProvider time, int seriesMax, TimeSpan kept) : IPointSink
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, SeriesFamily> families = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Unit, PointKind Kind), SeriesFamily?> byMetric = [];
    private int count;

    /// <inheritdoc/>
    public string? Accept(MetricPoint point)
    {
        if (point.Name.Length == 0)
        {
            return "has no name";
        }

        lock (gate)
        {
            if (FamilyOf(point) is not { } family)
            {
                return "has the name of a metric of another type";
            }

            var found = family.Find(point.Labels.Span);
            if (point.IsEnd)
            {
                count -= found is not null && family.Series.Remove(found.Labels) ? 1 : 0;
                return null;
            }

            if (found is null)
            {
                if (count >= seriesMax)
                {
                    DropOld();
                }

                if (count >= seriesMax)
                {
                    return $"begins a series beyond the {seriesMax} that a project may have";
                }

                found = new SeriesState(point.Labels.ToString());
                family.Series.Add(found.Labels, found);
                count++;
            }

            found.SeenTimestamp = time.GetTimestamp();
            return found.Take(point);
        }
    }

    public void WriteTo(StringBuilder text)
    {
        lock (gate)
        {
            DropOld();
            foreach (var family in families.Values)
            {
                if (family.Series.Count > 0)
                {
                    Exposition.Write(text, family);
                }
            }
        }
    }

    private SeriesFamily? FamilyOf(MetricPoint point)
    {
        var key = (point.Name, point.Unit, point.Kind);
        if (byMetric.TryGetValue(key, out var known))
        {
            return known;
        }

        if (byMetric.Count >= seriesMax)
        {
            return null;
        }

        var name = PrometheusNames.Family(point.Name, point.Unit, point.Kind);
        if (!families.TryGetValue(name, out var family))
        {
            family = new SeriesFamily(name, point.Kind, point.Description.Length > 0 ? point.Description : point.Name);
            families.Add(name, family);
        }

        return byMetric[key] = family.Kind == point.Kind ? family : null;
    }

    private void DropOld()
    {
        foreach (var family in families.Values)
        {
            foreach (var (labels, series) in family.Series)
            {
                if (time.GetElapsedTime(series.SeenTimestamp) > kept)
                {
                    family.Series.Remove(labels); // allowed while enumerating a dictionary
                    count--;
                }
            }
        }
    }
}
