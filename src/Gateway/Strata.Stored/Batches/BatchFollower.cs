using Strata.Routing.Providers;

namespace Strata.Stored.Batches;

/// <summary>
/// Asks providers how batches stand whose end nobody has asked about, so that what they cost is in the ledger and the budgets in minutes. Providers keep
/// results for 29 or 30 days; what was not seen by then is given up.
/// </summary>
/// <param name="table">The batches.</param>
/// <param name="reader">Asks for one.</param>
/// <param name="find">A provider by its name; null where it is configured no more.</param>
/// <param name="ended">Takes a batch that is over.</param>
/// <param name="time">The clock.</param>
public sealed class BatchFollower(
    BatchTable table, BatchReader reader, Func<string, Provider?> find, Func<Batch, Provider, BatchState, CancellationToken, ValueTask> ended, TimeProvider time)
{
    private const int RoundMax = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptByProviders = TimeSpan.FromDays(30);

    /// <summary>Raised with what stood in the way, and the batch, where it was one's; the next round asks again.</summary>
    public event Action<Batch?, Exception>? Failed;

    /// <summary>Follows until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
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
                Failed?.Invoke(null, exception);
            }
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var batch in await table.OpenAsync(now - KeptByProviders, now - Pause, RoundMax, cancellationToken))
        {
            if (find(batch.Provider) is { } provider)
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
                await ended(batch, provider, state, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is HttpRequestException or InvalidOperationException or IOException or OperationCanceledException)
        {
            Failed?.Invoke(batch, exception);
        }
    }
}
