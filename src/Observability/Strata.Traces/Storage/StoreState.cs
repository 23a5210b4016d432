using Strata.Traces.Columns;
using Strata.Traces.Live;

namespace Strata.Traces.Storage;

/// <summary>All tables of the store at one moment. Replaced as a whole; a query works on the one it took.</summary>
/// <param name="Live">Where new spans go.</param>
/// <param name="Sealed">Full tables that are becoming segments, oldest first.</param>
/// <param name="Segments">Segments in the order they were made.</param>
internal sealed record StoreState(LiveTable Live, IReadOnlyList<SealedTable> Sealed, IReadOnlyList<StoredSegment> Segments)
{
    /// <summary>Every table, newest first.</summary>
    public IEnumerable<SpanTable> Tables
    {
        get
        {
            yield return Live;
            for (var i = Sealed.Count - 1; i >= 0; i--)
            {
                yield return Sealed[i].Table;
            }

            for (var i = Segments.Count - 1; i >= 0; i--)
            {
                yield return Segments[i].Segment;
            }
        }
    }
}
