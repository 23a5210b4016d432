namespace Strata.Storage.Logs;

/// <summary>What stands before the data of a record.</summary>
internal readonly record struct RecordHeader(int Length, uint DataChecksum, long Sequence, int PlaceInBatch)
{
    /// <summary>The first record of its batch: all records before that one were durable when this one was written.</summary>
    internal long BatchStart => Sequence - PlaceInBatch;
}
