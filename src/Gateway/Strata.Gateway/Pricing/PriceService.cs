using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Options;
using Strata.Ledger.Pricing;

namespace Strata.Gateway.Pricing;

/// <summary>Keeps the price book in force: the public list, the configuration, and what was edited or imported here or by another process.</summary>
internal sealed class PriceService(PriceKeeper keeper, Live<GatewayOptions> options, ILogger<PriceService> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Configure(options.Current);
        options.Changed += Configure;
        await keeper.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        options.Changed -= Configure;
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(exception => Log.PricesNotRead(logger, exception), stoppingToken);

    private void Configure(GatewayOptions next) => keeper.Configure(next.Prices);
}
