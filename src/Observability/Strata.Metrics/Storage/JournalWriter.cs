using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>
/// Lays samples out for the journal: version, project, then for each sample the number of its series, its time and value. A series is spelled out where the journal,
/// which begins anew with each block, does not know it yet.
/// </summary>
internal sealed class JournalWriter
{
    public const byte Version = 1;
    private readonly ByteSink sink = new();
    private readonly HashSet<HeadSeries> spelled = [];
    private long lastMs;

    public ReadOnlyMemory<byte> Written => sink.Written;

    public void Begin(string project)
    {
        sink.Clear();
        spelled.Clear();
        lastMs = 0;
        sink.Varint(Version);
        sink.Text(project);
    }

    public void Add(HeadSeries series, Sample sample)
    {
        var isNew = !series.IsKnown && spelled.Add(series);
        sink.Varint(((ulong)series.Number << 1) | (isNew ? 1UL : 0));
        if (isNew)
        {
            sink.Varint((ulong)series.Labels.Pairs.Length);
            foreach (var (name, value) in series.Labels.Pairs)
            {
                sink.Text(name);
                sink.Text(value);
            }
        }

        sink.Signed(sample.TimeMs - lastMs);
        lastMs = sample.TimeMs;
        sink.Double(sample.Value);
    }
}
