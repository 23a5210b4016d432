using Microsoft.Extensions.Logging;
using Strata.Core.Storage;
using Strata.Identity.Tenants;

namespace Strata.Gateway.Following;

/// <summary>Follows teams and people: who was locked out by another process is refused here within a second.</summary>
internal sealed class DirectoryFeedListener(DirectoryStore directory, IChangeFeed feed, TimeProvider time, ILogger<DirectoryFeedListener> logger)
    : FeedListener(feed, DirectoryStore.Topic, time, logger)
{
    protected override ValueTask ReloadAsync(CancellationToken cancellationToken) => directory.ReloadAsync(cancellationToken);
}
