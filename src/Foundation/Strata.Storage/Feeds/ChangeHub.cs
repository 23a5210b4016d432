using System.Runtime.CompilerServices;
using System.Text;
using Strata.Storage.Naming;

namespace Strata.Storage.Feeds;

/// <summary>The listeners of this process by topic; what is delivered reaches those that listen at that moment.</summary>
internal sealed class ChangeHub
{
    internal const int PayloadBytesMax = 4000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<ChangeListener>> listeners = [];
    private bool closed;

    internal static void Check(string topic, string payload)
    {
        StoreNames.ThrowIfBad(topic, nameof(topic));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.UTF8.GetByteCount(payload), PayloadBytesMax, nameof(payload));
    }

    internal void Deliver(string topic, string payload)
    {
        lock (gate)
        {
            foreach (var listener in listeners.GetValueOrDefault(topic, []))
            {
                listener.Offer(payload);
            }
        }
    }

    internal void DeliverMissed()
    {
        lock (gate)
        {
            foreach (var listener in listeners.Values.SelectMany(all => all))
            {
                listener.OfferMissed();
            }
        }
    }

    internal async IAsyncEnumerable<string> ListenAsync(string topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoreNames.ThrowIfBad(topic, nameof(topic));
        var listener = Add(topic);
        try
        {
            while (await listener.WaitAsync(cancellationToken))
            {
                while (listener.TryTake(out var payload))
                {
                    yield return payload;
                }
            }
        }
        finally
        {
            Remove(topic, listener);
        }
    }

    internal void Close()
    {
        lock (gate)
        {
            closed = true;
            foreach (var listener in listeners.Values.SelectMany(all => all))
            {
                listener.Close();
            }
        }
    }

    private ChangeListener Add(string topic)
    {
        var listener = new ChangeListener();
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            if (!listeners.TryGetValue(topic, out var all))
            {
                listeners[topic] = all = [];
            }

            all.Add(listener);
        }

        return listener;
    }

    private void Remove(string topic, ChangeListener listener)
    {
        lock (gate)
        {
            if (listeners.TryGetValue(topic, out var all) && all.Remove(listener) && all.Count == 0)
            {
                listeners.Remove(topic);
            }
        }
    }
}
