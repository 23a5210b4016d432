using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Traffic;

/// <summary>
/// Requests per minute and project over the last day, for the charts. Bounded: a day of minutes each, and at most
/// <see cref="ProjectsMax"/> projects; it is filled by the spans that are stored, also by those replayed at a start.
/// </summary>
public sealed class TrafficSeries
{
    /// <summary>Minutes kept.</summary>
    public const int MinutesMax = 1440;

    /// <summary>Projects kept; requests of more are not charted.</summary>
    public const int ProjectsMax = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedDictionary<long, TrafficPoint>> projects = new(StringComparer.Ordinal);

    /// <summary>The traffic of a project in equal steps; steps without requests are there with zeros.</summary>
    /// <param name="project">The project.</param>
    /// <param name="from">Begin; cut down to a whole step.</param>
    /// <param name="to">End, exclusive.</param>
    /// <param name="step">Length of a step in whole minutes; at most <see cref="MinutesMax"/> steps are returned.</param>
    public IReadOnlyList<TrafficPoint> Read(string project, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var width = Math.Max(1, (long)step.TotalMinutes);
        var first = Minute(from) / width * width;
        var count = (int)Math.Clamp((Minute(to) - first) / width + 1, 1, MinutesMax);
        var points = Enumerable.Range(0, count).Select(i => new TrafficPoint(DateTimeOffset.UnixEpoch.AddMinutes(first + (i * width)))).ToArray();
        lock (gate)
        {
            if (projects.TryGetValue(project, out var minutes))
            {
                foreach (var (minute, point) in minutes.Where(m => m.Key >= first && m.Key < first + (count * width)))
                {
                    points[(minute - first) / width].Merge(point);
                }
            }
        }

        return points;
    }

    internal void Add(SpanRecord span)
    {
        if (TrafficSample.Of(span) is not { } sample)
        {
            return;
        }

        lock (gate)
        {
            if (!projects.TryGetValue(sample.Project, out var minutes))
            {
                if (projects.Count == ProjectsMax)
                {
                    return;
                }

                projects.Add(sample.Project, minutes = []);
            }

            AddTo(minutes, sample);
        }
    }

    private static void AddTo(SortedDictionary<long, TrafficPoint> minutes, TrafficSample sample)
    {
        var minute = Minute(sample.End);
        if (!minutes.TryGetValue(minute, out var point))
        {
            minutes.Add(minute, point = new TrafficPoint(DateTimeOffset.UnixEpoch.AddMinutes(minute)));
        }

        point.Add(sample);
        if (minutes.Count > MinutesMax)
        {
            minutes.Remove(minutes.Keys.First());
        }
    }

    private static long Minute(DateTimeOffset at) => (long)Math.Floor((at - DateTimeOffset.UnixEpoch).TotalMinutes);
}
