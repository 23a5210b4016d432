using Strata.Traces.Columns;
using Strata.Traces.Live;
using Strata.Traces.Storage;

namespace Strata.Traces.Postgres.Replicas;

/// <summary>The shared store at one moment, as this process knows it.</summary>
/// <param name="Pending">What the database does not have yet, oldest first.</param>
/// <param name="Live">The newest spans of all replicas.</param>
/// <param name="Sealed">Full tables that are becoming segments, oldest first.</param>
/// <param name="Segments">Segments by number.</param>
internal sealed record SharedTables(IReadOnlyList<LiveTable> Pending, LiveSlice Live, IReadOnlyList<SealedTable> Sealed, IReadOnlyList<StoredSegment> Segments) : TableSet
{
    /// <inheritdoc/>
    public override IEnumerable<SpanTable> Tables
    {
        get
        {
            for (var i = Pending.Count - 1; i >= 0; i--)
            {
                yield return Pending[i];
            }

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
