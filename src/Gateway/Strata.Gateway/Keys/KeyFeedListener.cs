using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Storage;
using Strata.Gateway.Diagnostics;

namespace Strata.Gateway.Keys;

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
                await using var changes = feed.ListenAsync(KeyStore.Topic, stoppingToken).GetAsyncEnumerator(stoppingToken);
                bool heard;
                do
                {
                    // Listening begins with the call for the next change; a reading after that misses nothing before it.
                    var next = changes.MoveNextAsync().AsTask();
                    await keys.ReloadAsync(stoppingToken);
                    heard = await next;
                }
                while (heard);
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
