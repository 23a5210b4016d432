using System.Globalization;
using System.Text;

namespace Strata.Telemetry.Metrics;

/// <summary>All series of one instrument, bounded in number. Thread-safe; recording into a known series allocates nothing.</summary>
internal sealed class MetricFamily
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, MetricSeries> series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetricSeries>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly RecentSeries recent = new();
    private readonly double[] bounds;
    private readonly bool absolute;
    private readonly int seriesMax;

    /// <summary>A family.</summary>
    /// <param name="name">The exposed name.</param>
    /// <param name="help">What it counts.</param>
    /// <param name="kind">How it is exposed.</param>
    /// <param name="shape">A histogram's bounds, and whether measurements state the value instead of adding to it.</param>
    /// <param name="seriesMax">The most tag sets.</param>
    public MetricFamily(string name, string help, MetricKind kind, (double[] Bounds, bool Absolute) shape, int seriesMax)
    {
        Name = name;
        Help = help;
        Kind = kind;
        (bounds, absolute) = shape;
        this.seriesMax = seriesMax;
        lookup = series.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Name { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        lock (gate)
        {
            var found = recent.Find(tags) ?? recent.Keep(tags, SeriesOf(LabelText.Mine.Write(tags)));
            found.Value = absolute ? value : found.Value + value;
            if (Kind == MetricKind.Histogram)
            {
                found.Count++;
                var at = Array.BinarySearch(bounds, value);
                found.Buckets[at >= 0 ? at : ~at]++;
            }
        }
    }

    /// <summary>Forgets what observers said last time, so that a series nobody reports any more goes away.</summary>
    public void BeginObservation()
    {
        lock (gate)
        {
            series.Clear();
            recent.Clear();
        }
    }

    /// <summary>Appends the family in the text exposition format; nothing where it has no series.</summary>
    public void WriteTo(StringBuilder text)
    {
        lock (gate)
        {
            if (series.Count == 0)
            {
                return;
            }

            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {Kind.ToString().ToLowerInvariant()}\n");
            foreach (var one in series.Values)
            {
                WriteSeries(text, one);
            }
        }
    }

    private void WriteSeries(StringBuilder text, MetricSeries one)
    {
        var braces = one.Labels.Length == 0 ? "" : "{" + one.Labels + "}";
        if (Kind != MetricKind.Histogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Name}{braces} {Number(one.Value)}\n");
            return;
        }

        var comma = one.Labels.Length == 0 ? "" : ",";
        long upTo = 0;
        for (var i = 0; i <= bounds.Length; i++)
        {
            upTo += one.Buckets[i];
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{one.Labels}{comma}le=\"{bound}\"}} {upTo}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Name}_sum{braces} {Number(one.Value)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Name}_count{braces} {one.Count}\n");
    }

    private MetricSeries SeriesOf(ReadOnlySpan<char> labels)
    {
        if (lookup.TryGetValue(labels, out var found))
        {
            return found;
        }

        var name = series.Count < seriesMax ? labels.ToString() : "otel_metric_overflow=\"true\"";
        if (!series.TryGetValue(name, out found))
        {
            found = new MetricSeries(name, Kind == MetricKind.Histogram ? bounds.Length + 1 : 0);
            series.Add(name, found);
        }

        return found;
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
