using Strata.Otlp.Metrics;

namespace Strata.Collector.Series;

/// <summary>The series of one exposed name.</summary>
internal sealed class SeriesFamily(string name, PointKind kind, string help)
{
    private readonly Dictionary<string, SeriesState> series = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public PointKind Kind { get; } = kind;

    public string Help { get; } = help;

    public Dictionary<string, SeriesState> Series => series;

    /// <summary>The type as Prometheus says it.</summary>
    public string Type => Kind switch
    {
        PointKind.Counter => "counter",
        PointKind.Histogram or PointKind.Exponential => "histogram",
        PointKind.Summary => "summary",
        PointKind.Untyped => "untyped",
        _ => "gauge",
    };

    public SeriesState? Find(ReadOnlySpan<char> labels) =>
        series.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(labels, out var found) ? found : null;
}
