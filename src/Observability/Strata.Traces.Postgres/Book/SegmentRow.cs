namespace Strata.Traces.Postgres.Book;

/// <summary>A segment in the list.</summary>
internal sealed record SegmentRow(long Number, long Day, long Bytes, byte[] Pinned);
