using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Alerts.Storage;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Core.Storage;

namespace Strata.Alerts.Evaluation;

/// <summary>The life of alerts: one process of those that share a database looks at the rules and sends; another takes over within seconds.</summary>
internal sealed class AlertService(
    AlertEngine engine, KillSwitch killSwitch, Dispatcher dispatcher, HistoryStore history, ILeases? leases, Live<AlertsOptions> options, (IIdSource Ids, TimeProvider Time) world, ILogger<AlertService> logger)
    : BackgroundService
{
    private const string LeaseName = "alerts";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromHours(1);
    private readonly string holder = world.Ids.Next("alerts");
    private Lease? lease;
    private bool isLoaded;
    private DateTimeOffset trimmedAt = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
                await Task.Delay(options.Current.Every, world.Time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                isLoaded = false; // what is in memory may be behind the database
                Log.StepFailed(logger, failure);
                await Task.Delay(TimeSpan.FromSeconds(1), world.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await dispatcher.SettleAsync();
        if (lease is { } held && leases is not null)
        {
            await leases.ReleaseAsync(held, CancellationToken.None);
        }
    }

    private async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        if (!await LeadsAsync(cancellationToken))
        {
            isLoaded = false;
            return;
        }

        if (!isLoaded)
        {
            await engine.LoadAsync(cancellationToken);
            isLoaded = true;
        }

        await engine.StepAsync(cancellationToken);
        await killSwitch.ApplyAsync(cancellationToken);
        await dispatcher.StartDueAsync(cancellationToken);
        var now = world.Time.GetUtcNow();
        if (now - trimmedAt >= TrimEvery)
        {
            trimmedAt = now;
            await history.TrimAsync(now - options.Current.Keep, cancellationToken);
        }
    }

    private async ValueTask<bool> LeadsAsync(CancellationToken cancellationToken)
    {
        if (leases is null)
        {
            return true;
        }

        if (lease is { } held && held.ExpiresAt - world.Time.GetUtcNow() > LeaseTime / 2)
        {
            return true;
        }

        lease = lease is null ? null : await leases.RenewAsync(lease, LeaseTime, cancellationToken);
        lease ??= await leases.TryAcquireAsync(LeaseName, holder, LeaseTime, cancellationToken);
        return lease is not null;
    }
}
