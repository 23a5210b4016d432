using Strata.Core.Configuration;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Routing.Reading;
using Strata.Routing.Routes;

namespace Strata.Routing;

/// <summary>
/// Reads <c>providers</c>, <c>routes</c>, <c>retries</c> and <c>breakers</c> of the section <c>gateway</c>: all findings at once, each with its
/// key and its fix.
/// </summary>
public static class RoutingOptionsReader
{
    /// <summary>Reads them.</summary>
    /// <param name="gateway">The section; who calls this asks for its other keys and finishes it.</param>
    /// <param name="upstreams">Providers that were written in another way; they are asked for a name first.</param>
    public static RoutingOptions Read(ConfigReader gateway, IReadOnlyList<ProviderOptions> upstreams)
    {
        ProviderOptions[] providers = [.. upstreams, .. gateway.List("providers", "Providers of models.", ProviderReader.Read)];
        foreach (var twice in providers.GroupBy(p => p.Provider.Name, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Skip(1).Any() && g.Any(p => !upstreams.Contains(p))))
        {
            gateway.Reject("providers", $"names '{twice.Key}' twice.", "Give each provider a name of its own, upstreams included.");
        }

        var retries = PolicyReader.ReadRetries(gateway.Section("retries", "How failed attempts are followed, unless a route says otherwise."), new RetryPolicy());
        var breakers = PolicyReader.ReadBreakers(gateway.Section("breakers", "When a deployment is left alone for a while."));
        var reader = new RouteReader(retries, new DeploymentBook(providers));
        var routes = gateway.List("routes", "Routes, in the order they are tried.", reader.Read);
        reader.CheckNames(routes);
        foreach (var twice in routes.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Skip(1).Any()))
        {
            gateway.Reject("routes", $"names '{twice.Key}' twice.", "Give each route a name of its own.");
        }

        return new RoutingOptions { Providers = providers, Routes = routes, Breakers = breakers, Retries = retries };
    }
}
