using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Budgets.Alerts;
using Strata.Budgets.Rules;
using Strata.Gateway.Diagnostics;

namespace Strata.Gateway.Budgeting;

/// <summary>Says each alert: in the log, as a metric, and as a row that the console and the API list. Of several processes the first one says it.</summary>
internal sealed class AlertService(AlertQueue queue, BudgetAlertStore store, TimeProvider time, ILogger<AlertService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var alert in queue.Waiting.ReadAllAsync(stoppingToken))
            {
                await SayAsync(alert, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SayAsync(BudgetAlert alert, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        for (var said = false; ;)
        {
            try
            {
                if (await store.AddAsync(alert, at, cancellationToken) && !said)
                {
                    Say(alert);
                }

                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The database is away: people hear of it now, the row is written when it is back.
                if (!said)
                {
                    said = true;
                    Say(alert);
                    Log.AlertNotWritten(logger, exception, alert.Rule.Id);
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private void Say(BudgetAlert alert)
    {
        GatewayTelemetry.BudgetAlerts.Add(1, new("limit", alert.Rule.Id), new("node", LimitWords.Of(alert.Node.Kind)), new("percent", alert.Percent));
        Log.BudgetAlert(logger, alert.Rule.Id, alert.Percent, alert.Node.ToString(), alert.Organization, alert.Spent, alert.Rule.Amount, LimitWords.Of(alert.Rule.Unit), alert.Refused);
    }
}
