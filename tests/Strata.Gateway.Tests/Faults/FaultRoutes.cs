using Strata.Gateway.Options;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Routing.Providers;
using Strata.Tests.Shared.Gateway;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Faults;

/// <summary>For each cell a failing provider of its own, so that no breaker of one is seen by another, and two routes: alone, and before a healthy one.</summary>
internal static class FaultRoutes
{
    public static GatewayOptions Over(ScriptedUpstream upstream, IReadOnlyList<FaultCell> cells) => new()
    {
        Routing = new RoutingOptions
        {
            Providers = [Providers.Of("well", "openai.chat", upstream.Root), .. cells.SelectMany(c => (ProviderOptions[])[Failing(upstream, c, "one"), Failing(upstream, c, "two")])],
            Routes = [.. cells.SelectMany(c => (RouteOptions[])[Route(c, "one"), Route(c, "two", "well/scn-echo")])],
        },
    };

    private static ProviderOptions Failing(ScriptedUpstream upstream, FaultCell cell, string route)
    {
        var root = cell.Fault.Scenario switch
        {
            "dead" => "http://127.0.0.1:1",
            "tls" => "https" + upstream.Root[4..],
            _ => upstream.Root,
        };
        return Providers.Of($"{route}{cell.Number}", cell.Provider, root, Clocks(cell.Fault.Scenario));
    }

    /// <summary>Short only where the clock is what is tested.</summary>
    private static CallClocks Clocks(string scenario) => scenario switch
    {
        "hang" => new CallClocks { FirstByte = TimeSpan.FromMilliseconds(200) },
        "stall" => new CallClocks { Idle = TimeSpan.FromMilliseconds(200) },
        "drip.20" => new CallClocks { Total = TimeSpan.FromSeconds(3), Rate = new MinRate(100_000, TimeSpan.FromMilliseconds(200), AfterCommit: true) },
        _ => new CallClocks(),
    };

    private static RouteOptions Route(FaultCell cell, string kind, params string[] others)
    {
        string[] targets = [$"{kind}{cell.Number}/scn-{cell.Fault.Scenario}", .. others];
        return new RouteOptions
        {
            Name = $"{kind}-{cell.Number}",
            Targets = [.. targets.Select((t, i) => new TargetOptions { Deployment = t, Priority = i })],
            Retries = new RetryPolicy { AttemptsMax = targets.Length, Base = TimeSpan.FromMilliseconds(1), Most = TimeSpan.FromMilliseconds(2), BudgetSaved = 10_000 },
        };
    }
}
