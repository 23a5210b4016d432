using Strata.Gateway.Options;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Routing.Providers;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Support;

/// <summary>Options with routes over scripted providers.</summary>
internal static class Routes
{
    /// <summary>One route named <c>m</c> over deployments <c>provider/model</c>, by priority; the providers are <c>a</c>, <c>b</c>, …</summary>
    public static GatewayOptions Over(IReadOnlyList<ScriptedUpstream> upstreams, IReadOnlyList<string> targets, Func<RouteOptions, RouteOptions>? change = null, CallClocks? clocks = null)
    {
        var route = new RouteOptions
        {
            Name = "m",
            Targets = [.. targets.Select((t, i) => new TargetOptions { Deployment = t, Priority = i })],
            Retries = new RetryPolicy { Base = TimeSpan.FromMilliseconds(1), Most = TimeSpan.FromMilliseconds(2) },
        };
        return new GatewayOptions
        {
            Routing = new RoutingOptions
            {
                Providers = [.. upstreams.Select((u, i) => Provider(u, ((char)('a' + i)).ToString(), clocks))],
                Routes = [change is null ? route : change(route)],
            },
        };
    }

    public static ProviderOptions Provider(ScriptedUpstream upstream, string name, CallClocks? clocks = null, params Credential[] credentials) => new()
    {
        Provider = new Provider
        {
            Name = name,
            Kind = ProviderKinds.OpenAiCompatible,
            Url = new Uri(upstream.Url + "/"),
            Credentials = credentials.Length > 0 ? credentials : [new Credential { Name = "k1", Secret = ScriptedUpstream.Key }],
            Dialects = ["openai.chat"],
            Clocks = clocks ?? new CallClocks(),
        },
    };
}
