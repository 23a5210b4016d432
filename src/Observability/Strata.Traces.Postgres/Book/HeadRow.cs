namespace Strata.Traces.Postgres.Book;

/// <summary>Where the shared store stands: its last record, the last one whose spans are in segments, and which list of segments holds.</summary>
internal sealed record HeadRow(long Seq, long Floor, long Version);
