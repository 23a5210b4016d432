using System.Text;
using Strata.Otlp.Metrics;

namespace Strata.Collector.Series;

/// <summary>
/// The last state of every series that was sent, by project: what a scrape of the sender would have shown. Bounded; a series that
/// nobody reports any more goes away. Thread-safe.
/// </summary>
internal sealed class SeriesStore(TimeProvider time)
{
    /// <summary>Projects that are kept.</summary>
    public const int ProjectsMax = 1_000;

    /// <summary>Series of a project; points of further ones are rejected.</summary>
    public const int SeriesMax = 20_000;

    /// <summary>How long a series is shown after its last point.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, ProjectSeries> projects = new(StringComparer.Ordinal);

    /// <summary>The projects that sent something.</summary>
    public IReadOnlyList<string> Projects
    {
        get
        {
            lock (gate)
            {
                return [.. projects.Keys];
            }
        }
    }

    /// <summary>What takes the points of a project; null where there are too many projects.</summary>
    public IPointSink? Of(string project)
    {
        lock (gate)
        {
            if (!projects.TryGetValue(project, out var found) && projects.Count < ProjectsMax)
            {
                found = new ProjectSeries(time, SeriesMax, Kept);
                projects.Add(project, found);
            }

            return found;
        }
    }

    /// <summary>Appends a project's series in Prometheus' text format.</summary>
    public void WriteTo(string project, StringBuilder text)
    {
        ProjectSeries? found;
        lock (gate)
        {
            projects.TryGetValue(project, out found);
        }

        found?.WriteTo(text);
    }
}
