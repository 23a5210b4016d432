using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Traces.Storage;

namespace Strata.Telemetry.Stores;

/// <summary>
/// The store's life: opened beside the start, because its log may be long; looked after once it is open and every hour from then on
/// (days that nobody keeps go, segments are merged); closed with the host's services.
/// </summary>
internal sealed class StoreService(SpanStore store, EarlierSpans earlier, TimeProvider time, ILogger<StoreService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan UpkeepEvery = TimeSpan.FromHours(1);
    private readonly CancellationTokenSource stopping = new();
    private Task<bool> opening = Task.FromResult(false);
    private Task upkeep = Task.CompletedTask;

    /// <summary>Done when the store has opened, or cannot be: false then.</summary>
    public Task<bool> Opened => opening;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        opening = Task.Run(() => OpenAsync(stopping.Token), CancellationToken.None);
        upkeep = Task.Run(() => UpkeepAsync(stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(opening, upkeep);
    }

    public void Dispose() => stopping.Dispose();

    private async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            RemoveEarlier();
            if (store is not TraceStore && earlier.OwnFolder is { } own)
            {
                Log.OwnFolder(logger, own);
            }

            if ((await store.OpenAsync(cancellationToken)).Try(out _, out var problem))
            {
                return true;
            }

            Log.NotOpened(logger, problem.Message);
        }
        catch (OperationCanceledException)
        {
            // The host ends before the log was read.
        }

        return false;
    }

    private void RemoveEarlier()
    {
        try
        {
            if (earlier.Remove() is { } folder)
            {
                Log.EarlierRemoved(logger, folder);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.Failed(logger, failure, "The spans of an earlier version could not be deleted; the next start tries again.");
        }
    }

    private async Task UpkeepAsync(CancellationToken cancellationToken)
    {
        if (!await opening)
        {
            return;
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var done = await store.TidyAsync(cancellationToken);
                if (done.Dropped + done.Rewritten > 0)
                {
                    Log.Tidied(logger, done.Dropped, done.Rewritten);
                }

                await Task.Delay(UpkeepEvery, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure, "The trace store could not be tidied; it is tried again in an hour.");
                await Task.Delay(UpkeepEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
