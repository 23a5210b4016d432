using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Storage;
using Strata.Gateway.Diagnostics;

namespace Strata.Gateway.Following;

/// <summary>
/// Reads a store when the process starts, and again whenever another one says that it changed. The feed is a hint, so the
/// store is also read when listening begins anew: nothing that happened in between is missed.
/// </summary>
internal abstract class FeedListener(IChangeFeed feed, string topic, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Reads everything again.</summary>
    protected abstract ValueTask ReloadAsync(CancellationToken cancellationToken);

    /// <summary>Reads what a change names; everything, where nothing smaller will do.</summary>
    protected virtual ValueTask ApplyAsync(string change, CancellationToken cancellationToken) => ReloadAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.KeysNotRead(logger, exception);
            }

            await RestAsync(stoppingToken);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var changes = feed.ListenAsync(topic, listening.Token).GetAsyncEnumerator(listening.Token);
        var (next, change) = (Task.FromResult(true), "");
        try
        {
            while (true)
            {
                // Listening begins with the call for the next change; a reading after that misses nothing before it. A change that names nothing stands for a gap.
                next = changes.MoveNextAsync().AsTask();
                await (change.Length == 0 ? ReloadAsync(cancellationToken) : ApplyAsync(change, cancellationToken));
                if (!await next)
                {
                    break;
                }

                change = changes.Current;
            }
        }
        finally
        {
            // Where the reading failed, the call still waits: an enumerator must not be disposed while it moves.
            await listening.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Pause, time, cancellationToken);
            await ReloadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.KeysNotRead(logger, exception);
        }
    }
}
