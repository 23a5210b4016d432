using Strata.Traces.Columns;
using Strata.Traces.Live;

namespace Strata.Traces.Storage;

/// <summary>The embedded store at one moment.</summary>
/// <param name="Live">Where new spans go.</param>
/// <param name="Sealed">Full tables that are becoming segments, oldest first.</param>
/// <param name="Segments">Segments in the order they were made.</param>
internal sealed record StoreState(LiveTable Live, IReadOnlyList<SealedTable> Sealed, IReadOnlyList<StoredSegment> Segments) : TableSet
{
    /// <inheritdoc/>
    public override IEnumerable<SpanTable> Tables
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
