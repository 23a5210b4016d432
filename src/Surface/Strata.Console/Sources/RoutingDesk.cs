using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Core.Tenancy;
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

    public IReadOnlyList<DeploymentView> Deployments(Caller caller)
    {
        var known = Providers().Select(p => p.Name).Append(InProcess).ToHashSet(StringComparer.Ordinal);
        return [.. health.Snapshot().Where(d => known.Contains(d.Provider)).Select(d => Operator.Is(caller) ? d : d with { Credentials = [] })];
    }

    public IReadOnlyList<RouteOptions> Routes(Caller caller) => Operator.Is(caller)
        ? options.Current.Routing.Routes
        : [.. options.Current.Routing.Routes.Select(r => r with { When = [], Targets = [.. r.Targets.Select(t => t with { When = [] })] })];
}
