using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Traces.Storage;

namespace Strata.Telemetry.Stores;

/// <summary>The store's life: opened beside the start, because its log may be long; closed when the host ends.</summary>
internal sealed class StoreService(TraceStore store, ILogger<StoreService> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task<bool> opening = Task.FromResult(false);

    /// <summary>Done when the store has opened, or cannot be: false then.</summary>
    public Task<bool> Opened => opening;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        opening = Task.Run(() => OpenAsync(stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await opening;
    }

    public void Dispose() => stopping.Dispose();

    private async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
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
}
