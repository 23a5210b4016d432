namespace Strata.Collector.Bodies;

/// <summary>Counts the bytes of bodies that are held at a time: memory stays bounded however many senders come at once.</summary>
internal sealed class InFlight
{
    private long bytes;

    /// <summary>Bytes held now.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Takes so many bytes, unless there would be more than the bound.</summary>
    public bool TryTake(long more, long bytesMax)
    {
        if (Interlocked.Add(ref bytes, more) <= bytesMax)
        {
            return true;
        }

        Interlocked.Add(ref bytes, -more);
        return false;
    }

    public void Give(long back) => Interlocked.Add(ref bytes, -back);
}
