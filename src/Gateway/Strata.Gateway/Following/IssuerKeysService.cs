using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Options;
using Strata.Identity.Tokens;

namespace Strata.Gateway.Following;

/// <summary>Keeps the public keys of trusted issuers at hand.</summary>
internal sealed class IssuerKeysService(IssuerKeys keys, Live<GatewayOptions> options, ILogger<IssuerKeysService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await keys.RunAsync(() => options.Current.Issuers, (issuer, reason) => Log.IssuerKeysNotRead(logger, issuer, reason), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
