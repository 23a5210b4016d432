namespace Strata.Telemetry.Metrics;

/// <summary>
/// The series that were met last, by their tags as they come: most measurements have those of one a moment ago, and writing them as
/// text costs more than all the rest. Guarded by its family's lock.
/// </summary>
internal sealed class RecentSeries
{
    private const int Kept = 8;
    private readonly (KeyValuePair<string, object?>[] Tags, MetricSeries Series)[] entries = new (KeyValuePair<string, object?>[], MetricSeries)[Kept];
    private int next;

    public MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Tags is { } known && Same(known, tags))
            {
                return entry.Series;
            }
        }

        return null;
    }

    public MetricSeries Keep(ReadOnlySpan<KeyValuePair<string, object?>> tags, MetricSeries series)
    {
        entries[next] = (tags.ToArray(), series);
        next = (next + 1) % Kept;
        return series;
    }

    public void Clear() => Array.Clear(entries);

    private static bool Same(ReadOnlySpan<KeyValuePair<string, object?>> known, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (known.Length != tags.Length)
        {
            return false;
        }

        for (var i = 0; i < known.Length; i++)
        {
            if (known[i].Key != tags[i].Key || !(ReferenceEquals(known[i].Value, tags[i].Value) || (known[i].Value is string a && tags[i].Value is string b && a == b)))
            {
                return false;
            }
        }

        return true;
    }
}
