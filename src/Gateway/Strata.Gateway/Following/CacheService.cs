using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Caching;
using Strata.Gateway.Diagnostics;

namespace Strata.Gateway.Following;

/// <summary>Keeps the answer cache in step with the database, and with what other processes forget.</summary>
internal sealed class CacheService(AnswerCache cache, TimeProvider time, ILogger<CacheService> logger) : BackgroundService
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long saidAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await cache.RunAsync(Say, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Say(exception);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Say(Exception exception)
    {
        if (saidAt == 0 || time.GetElapsedTime(saidAt) > SayAgain)
        {
            saidAt = time.GetTimestamp();
            Log.CacheOutOfStep(logger, exception);
        }
    }
}
