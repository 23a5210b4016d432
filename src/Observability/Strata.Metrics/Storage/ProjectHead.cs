using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>The series of one project in memory.</summary>
internal sealed class ProjectHead
{
    private readonly Dictionary<Labels, HeadSeries> series = [];
    private int next;

    public IEnumerable<HeadSeries> All => series.Values;

    /// <summary>The series of some labels, made where there is room; null where there is none.</summary>
    public HeadSeries? Find(Labels labels, int most)
    {
        if (!series.TryGetValue(labels, out var found) && series.Count < most)
        {
            series.Add(labels, found = new HeadSeries(labels, next++));
        }

        return found;
    }

    /// <summary>Forgets samples that a block has, and series that nobody reports any more; the journal begins anew, so it knows none.</summary>
    public void Forget(long beforeMs)
    {
        foreach (var (labels, known) in series)
        {
            known.Clear();
            known.IsKnown = false;
            if (known.LastMs < beforeMs)
            {
                series.Remove(labels);
            }
        }
    }
}
