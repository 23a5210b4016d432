using Microsoft.Extensions.Logging;
using Strata.Core.Storage;
using Strata.Gateway.Diagnostics;
using Strata.Identity.Keys;

namespace Strata.Gateway.Following;

/// <summary>Follows the keys: a key that another process revoked is refused here within a second.</summary>
internal sealed class KeyFeedListener(KeyStore keys, IChangeFeed feed, TimeProvider time, ILogger<KeyFeedListener> logger) : FeedListener(feed, KeyStore.Topic, time, logger)
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        Log.KeysLoaded(logger, keys.Count);
    }

    protected override ValueTask ReloadAsync(CancellationToken cancellationToken) => keys.ReloadAsync(cancellationToken);

    protected override ValueTask ApplyAsync(string change, CancellationToken cancellationToken) => keys.RefreshAsync(change, cancellationToken);
}
