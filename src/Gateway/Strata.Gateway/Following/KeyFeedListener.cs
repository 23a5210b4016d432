using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Storage;
using Strata.Gateway.Diagnostics;
using Strata.Identity.Keys;

namespace Strata.Gateway.Following;

/// <summary>
/// Reads the keys when the process starts, and again whenever another one says that they changed. The feed is a hint, so the
/// keys are also read when listening begins anew: nothing that happened in between is missed.
/// </summary>
internal sealed class KeyFeedListener(KeyStore keys, IChangeFeed feed, TimeProvider time, ILogger<KeyFeedListener> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.ReloadAsync(cancellationToken);
        Log.KeysLoaded(logger, keys.Count);
        await base.StartAsync(cancellationToken);
    }

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
        await using var changes = feed.ListenAsync(KeyStore.Topic, listening.Token).GetAsyncEnumerator(listening.Token);
        var next = Task.FromResult(true);
        try
        {
            do
            {
                // Listening begins with the call for the next change; a reading after that misses nothing before it.
                next = changes.MoveNextAsync().AsTask();
                await keys.ReloadAsync(cancellationToken);
            }
            while (await next);
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
            await keys.ReloadAsync(cancellationToken);
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
