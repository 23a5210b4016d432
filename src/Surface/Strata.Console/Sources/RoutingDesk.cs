using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Routing.Health;
using Strata.Routing.Options;

namespace Strata.Console.Sources;

/// <summary>Providers and routes as the gateway's configuration has them, with the health of their deployments.</summary>
internal sealed class RoutingDesk(HealthBook health, Live<GatewayOptions> options) : IProviderDesk
{
    private const string InProcess = "strata";

    public IReadOnlyList<ProviderRow> Providers() =>
    [
        .. options.Current.Upstreams.Select(u => new ProviderRow(u.Name, "openai-compatible", u.Url.Authority, "", ["openai.chat"], u.Models.Count)),
        .. options.Current.Routing.Providers.Select(p => new ProviderRow(
            p.Provider.Name, p.Provider.Kind.Name, p.Provider.Url.Authority, p.Provider.Region, p.Provider.Dialects, p.Models.Count)),
    ];

    public IReadOnlyList<DeploymentView> Deployments()
    {
        var known = Providers().Select(p => p.Name).Append(InProcess).ToHashSet(StringComparer.Ordinal);
        return [.. health.Snapshot().Where(d => known.Contains(d.Provider))];
    }

    public IReadOnlyList<RouteOptions> Routes() => options.Current.Routing.Routes;
}
