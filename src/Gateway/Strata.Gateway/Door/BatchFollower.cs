using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Options;
using Strata.Routing.Providers;
using Strata.Stored.Batches;

namespace Strata.Gateway.Door;

/// <summary>
/// Asks providers how batches stand whose end nobody has asked about, so that what they cost is in the ledger and the budgets in minutes. Providers keep
/// results for 29 or 30 days; what was not seen by then is given up.
/// </summary>
internal sealed class BatchFollower(BatchTable table, BatchReader reader, BatchBook book, Live<GatewayOptions> options, TimeProvider time, ILogger<BatchFollower> logger) : BackgroundService
{
    private const int RoundMax = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptByProviders = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.BatchesNotFollowed(logger, exception);
            }
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = await table.OpenAsync(now - KeptByProviders, now - Pause, RoundMax, cancellationToken);
        if (open.Count == 0)
        {
            return;
        }

        var providers = UpstreamProviders.Join(options.Current).Providers.Select(p => p.Provider).ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var batch in open)
        {
            if (providers.TryGetValue(batch.Provider, out var provider))
            {
                await AskAsync(batch, provider, cancellationToken);
            }
        }
    }

    /// <summary>One that cannot be asked is asked again in the next round; the others do not wait for it.</summary>
    private async Task AskAsync(Batch batch, Provider provider, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            if (await reader.AskAsync(batch, provider, limit.Token) is { IsOver: true } state)
            {
                await book.EndedAsync(batch, provider, state, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is HttpRequestException or InvalidOperationException or IOException or OperationCanceledException)
        {
            Log.BatchNotRead(logger, exception, batch.Id);
        }
    }
}
