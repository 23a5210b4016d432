using Microsoft.Extensions.Hosting;
using Strata.Ledger;

namespace Strata.Gateway.Settling;

/// <summary>Runs the ledger's shipper as long as the process lives.</summary>
internal sealed class LedgerService(LedgerShipper shipper) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await shipper.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => shipper.RunAsync(stoppingToken);
}
