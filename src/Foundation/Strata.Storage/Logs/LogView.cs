namespace Strata.Storage.Logs;

/// <summary>What of a log is durable, as one immutable value that the writer publishes after each batch.</summary>
/// <param name="Segments">All segments, oldest first; the last one is being written.</param>
/// <param name="LastSequence">The last durable record.</param>
/// <param name="TailBytes">Where it ends in the last segment.</param>
internal sealed record LogView(Segment[] Segments, long LastSequence, long TailBytes)
{
    /// <summary>The index of the segment that holds a record, or the oldest where it was trimmed.</summary>
    internal int IndexOf(long sequence)
    {
        var index = Segments.Length - 1;
        while (index > 0 && Segments[index].FirstSequence > sequence)
        {
            index--;
        }

        return index;
    }
}
