using Strata.Traces.Live;

namespace Strata.Traces.Postgres.Replicas;

/// <summary>Spans that this process acknowledged and the database does not have yet.</summary>
internal sealed class PendingTable
{
    /// <summary>The spans; another table where some turned out to be there already.</summary>
    public LiveTable Table { get; set; } = new();

    /// <summary>The last record of the local log whose spans it, or an older one, holds; 0 while it takes more.</summary>
    public long LogThrough { get; set; }
}
