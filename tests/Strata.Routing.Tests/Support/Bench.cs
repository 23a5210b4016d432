using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Plans;
using Strata.Routing.Providers;
using Strata.Routing.Routes;
using Strata.Tests.Shared;

namespace Strata.Routing.Tests.Support;

/// <summary>A router over three providers a, b and c, each with a model m, on a clock that stands.</summary>
internal sealed class Bench
{
    private readonly Dictionary<string, ProviderOptions> providers = new(StringComparer.Ordinal);

    public Bench(int seed = 1, IRoutePrices? prices = null, IEngineSignals? engines = null)
    {
        Health = new HealthBook(Time, new Random(seed));
        Router = new Router(Health, prices, engines);
        foreach (var name in new[] { "a", "b", "c" })
        {
            Provide(name);
        }
    }

    public ManualTime Time { get; } = new();

    public HealthBook Health { get; }

    public Router Router { get; }

    public RouteTable Table { get; private set; } = null!;

    public static RouteOptions Route(params string[] deployments) => new()
    {
        Name = "r",
        Targets = [.. deployments.Select(d => new TargetOptions { Deployment = d })],
    };

    public void Provide(string name, string[]? keys = null, ModelSettings? settings = null, string region = "", int parallelMax = 0, string kind = "openai-compatible", bool any = false) =>
        providers[name] = new ProviderOptions
        {
            Provider = new Provider
            {
                Name = name,
                Kind = ProviderKinds.Find(kind)!,
                Url = new Uri($"http://{name}.test/v1/"),
                Credentials = [.. (keys ?? ["one"]).Select(k => new Credential { Name = k, Secret = k })],
                Dialects = ["openai.chat"],
                Region = region,
                ParallelMax = parallelMax,
            },
            Settings = settings is null ? new Dictionary<string, ModelSettings>() : new Dictionary<string, ModelSettings> { ["m"] = settings },
            AnyModel = any,
        };

    public RouteRule Rule(RouteOptions route, in RouteRequest? request = null)
    {
        Table = RouteTable.Build(new RoutingOptions { Providers = [.. providers.Values], Routes = [route] }, Health);
        return Table.Find(request ?? new RouteRequest("r")) ?? throw new InvalidOperationException("The route was not built.");
    }

    public RoutePlan Plan(RouteRule rule, in RouteRequest? request = null) => Router.Plan(rule, request ?? new RouteRequest("r"));

    /// <summary>Sends one request through its first attempt and ends it so.</summary>
    public string Once(RouteRule rule, AttemptReport report, in RouteRequest? request = null)
    {
        using var plan = Plan(rule, request);
        var candidate = plan.Next().Candidate;
        plan.Report(candidate, report);
        return candidate.Deployment.Name;
    }

    /// <summary>Fails a target until its breaker opens.</summary>
    public void Break(RouteRule rule, string deployment, int failures = 8)
    {
        for (var i = 0; i < failures; i++)
        {
            using var plan = Plan(rule, new RouteRequest("r") { PinnedDeployment = deployment });
            plan.Report(plan.Next().Candidate, AttemptReport.Failed(FailureClass.ServerTransient));
        }
    }
}
