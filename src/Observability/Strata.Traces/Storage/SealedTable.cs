using Strata.Traces.Live;

namespace Strata.Traces.Storage;

/// <summary>A full table, and the last record of the log whose spans it, or an older one, holds.</summary>
internal sealed record SealedTable(LiveTable Table, long LogThrough);
