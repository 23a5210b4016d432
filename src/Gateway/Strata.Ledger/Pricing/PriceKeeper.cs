using Strata.Core.Configuration;
using Strata.Core.Storage;

namespace Strata.Ledger.Pricing;

/// <summary>
/// Keeps the book in force: seeded, configured and stored prices, put together anew when the configuration or the store changes. Requests read a
/// snapshot; the database is never on their way.
/// </summary>
public sealed class PriceKeeper(PriceStore store, IChangeFeed feed, Live<PriceBook> book, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private IReadOnlyList<PriceEntry> configured = [];
    private IReadOnlyList<PriceEntry> stored = [];

    /// <summary>Takes over what the configuration says.</summary>
    public void Configure(IReadOnlyDictionary<string, PriceOptions> prices)
    {
        lock (gate)
        {
            configured = [.. prices.Select(p => new PriceEntry { Model = p.Key, Prices = p.Value })];
            Swap();
        }
    }

    /// <summary>Reads the stored prices.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        var read = await store.ListAsync(cancellationToken);
        lock (gate)
        {
            stored = [.. read.Select(p => p.Entry)];
            Swap();
        }
    }

    /// <summary>Follows the store until it is told to stop; while the database is away the last book stays in force.</summary>
    /// <param name="failed">Told of a failure before the next try.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(cancellationToken);
                await foreach (var _ in feed.ListenAsync(PriceStore.Topic, cancellationToken))
                {
                    await RefreshAsync(cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failed(exception);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Swap() => book.Swap(new PriceBook([.. PriceList.Seeded, .. configured, .. stored]));
}
