using Strata.Core.Configuration;
using Strata.Gateway.Options;

namespace Strata.Management.Prices;

/// <summary>The names of deployments in the public list, by the configuration in force.</summary>
internal sealed class PublicNames(Live<GatewayOptions> options)
{
    /// <summary>The public name; empty where the deployment has none.</summary>
    public string Of(string deployment)
    {
        var slash = deployment.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : options.Current.Routing.Providers.FirstOrDefault(p => p.Provider.Name == deployment[..slash])?.Provider.PublicNameOf(deployment[(slash + 1)..]) ?? "";
    }
}
