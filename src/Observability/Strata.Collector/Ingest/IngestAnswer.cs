namespace Strata.Collector.Ingest;

/// <summary>What became of an export request.</summary>
/// <param name="Taken">Items that are stored.</param>
/// <param name="Rejected">Items that were not taken and should not be sent again.</param>
/// <param name="Message">Why not, or a warning.</param>
internal readonly record struct IngestAnswer(long Taken, long Rejected, string Message);
