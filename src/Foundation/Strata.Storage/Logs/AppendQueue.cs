using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Strata.Storage.Logs;

/// <summary>
/// The bounded channel between appenders and the writer's thread. The writer sleeps on a monitor and not on the channel's
/// task: no task is made for each sleep, and an appender wakes it directly, without a detour over the thread pool.
/// </summary>
internal sealed class AppendQueue(int most)
{
    private readonly Channel<AppendRequest> channel = Channel.CreateBounded<AppendRequest>(new BoundedChannelOptions(most) { SingleReader = true });
    private readonly object signal = new();
    private volatile bool asleep;

    internal bool TryAdd(AppendRequest request)
    {
        if (!channel.Writer.TryWrite(request))
        {
            return false;
        }

        Wake();
        return true;
    }

    /// <summary>Waits for a place.</summary>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    internal async ValueTask AddAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await channel.Writer.WriteAsync(request, cancellationToken);
            Wake();
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SegmentedLog));
        }
    }

    /// <summary>Lets nothing more in.</summary>
    internal void Close()
    {
        channel.Writer.TryComplete();
        Wake();
    }

    internal bool TryTake([NotNullWhen(true)] out AppendRequest? request) => channel.Reader.TryRead(out request);

    /// <summary>Blocks the writer's thread until something waits; false when the queue is closed and empty.</summary>
    internal bool Wait()
    {
        while (!channel.Reader.TryPeek(out _))
        {
            if (channel.Reader.Completion.IsCompleted)
            {
                return false;
            }

            lock (signal)
            {
                // First asleep, then a last look: an appender adds first and looks for a sleeper then, so one sees the other.
                asleep = true;
                if (!channel.Reader.TryPeek(out _) && !channel.Reader.Completion.IsCompleted)
                {
                    Monitor.Wait(signal);
                }

                asleep = false;
            }
        }

        return true;
    }

    private void Wake()
    {
        if (asleep)
        {
            lock (signal)
            {
                Monitor.Pulse(signal);
            }
        }
    }
}
