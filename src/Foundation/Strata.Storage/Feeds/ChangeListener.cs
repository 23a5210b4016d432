using System.Threading.Channels;

namespace Strata.Storage.Feeds;

/// <summary>
/// One listener's bounded buffer. Where it is full the change is dropped and remembered: the listener then gets an empty
/// payload, which says that something was missed.
/// </summary>
internal sealed class ChangeListener
{
    internal const int BufferMax = 1024;

    private readonly Channel<string> changes = Channel.CreateBounded<string>(
        new BoundedChannelOptions(BufferMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private int missed;

    internal void Offer(string payload)
    {
        if (!changes.Writer.TryWrite(payload))
        {
            Interlocked.Exchange(ref missed, 1);
            changes.Writer.TryWrite(""); // a reader that emptied the buffer meanwhile sleeps already: this wakes it
        }
    }

    /// <summary>Says that changes may have been missed, for instance while the connection was down.</summary>
    internal void OfferMissed() => Offer("");

    internal void Close() => changes.Writer.TryComplete();

    /// <summary>Waits for changes; false when the feed closed.</summary>
    internal ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => changes.Reader.WaitToReadAsync(cancellationToken);

    internal bool TryTake(out string payload)
    {
        if (changes.Reader.TryRead(out var next))
        {
            payload = next;
            return true;
        }

        payload = "";
        return Interlocked.Exchange(ref missed, 0) == 1;
    }
}
