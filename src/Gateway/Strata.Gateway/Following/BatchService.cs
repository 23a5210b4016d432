using Microsoft.Extensions.Hosting;
using Strata.Stored.Batches;

namespace Strata.Gateway.Following;

/// <summary>Follows batches to their end.</summary>
internal sealed class BatchService(BatchFollower follower) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => follower.RunAsync(stoppingToken);
}
