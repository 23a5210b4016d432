using System.Collections.Concurrent;
using System.Collections.Frozen;
using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Policies;

namespace Strata.Routing.Routes;

/// <summary>
/// Where every name leads; immutable, built anew from each configuration over the same <see cref="HealthBook"/>. In order: a route
/// whose models and conditions fit; a name that a provider lists; <c>provider/model</c>. Then it is the caller's turn to look for a
/// model of this process, and last <see cref="FindAny"/>.
/// </summary>
public sealed class RouteTable
{
    private const int MadeUpMax = 1_024;
    private readonly RoutingOptions options;
    private readonly HealthBook health;
    private readonly FrozenDictionary<string, RouteRule[]> exact;
    private readonly (string Pattern, RouteRule Rule)[] patterns;
    private readonly FrozenDictionary<string, RouteRule> listed;
    private readonly ConcurrentDictionary<string, RouteRule> madeUp = new(StringComparer.Ordinal);

    private RouteTable(RoutingOptions options, HealthBook health, RouteRule[] rules, FrozenDictionary<string, RouteRule> listed)
    {
        this.options = options;
        this.health = health;
        this.listed = listed;
        Rules = rules;
        ReadsMetadata = Array.Exists(rules, ReadsIt);
        var models = rules.SelectMany(r => ModelsOf(r.Options).Select(model => (Model: model, Rule: r))).ToArray();
        patterns = [.. models.Where(m => m.Model.EndsWith('*'))];
        exact = models.Where(m => !m.Model.EndsWith('*')).GroupBy(m => m.Model, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Select(m => m.Rule).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The routes, in order.</summary>
    public IReadOnlyList<RouteRule> Rules { get; }

    /// <summary>Whether any route looks at a request's metadata: only then is it worth reading.</summary>
    public bool ReadsMetadata { get; }

    /// <summary>The names that can be asked for and have no star: the routes' models and what providers list, sorted.</summary>
    public IReadOnlyList<string> Models =>
        [.. exact.Keys.Concat(listed.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>How the deployments of this table stand, sorted by name.</summary>
    public IReadOnlyList<DeploymentView> Snapshot()
    {
        var named = Rules.Concat(listed.Values).Concat(madeUp.Values).SelectMany(r => r.Targets).Select(t => t.Health.Name).ToHashSet(StringComparer.Ordinal);
        return health.Snapshot(named.Contains);
    }

    /// <summary>Builds the table. Routes whose targets mean nothing are left out; the reader of the options refuses them before.</summary>
    public static RouteTable Build(RoutingOptions options, HealthBook health)
    {
        if (options.Breakers != health.Breakers.Current)
        {
            health.Breakers.Swap(options.Breakers);
        }

        var deployments = new DeploymentBook(options.Providers);
        var byName = options.Routes.GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        IReadOnlyList<TargetOptions> Expand(string name) => byName.TryGetValue(name, out var route) ? route.Targets : [new TargetOptions { Deployment = name }];
        RouteRule[] rules = [.. options.Routes.Select(r => new RuleBuilder(r, health, Expand, deployments.Find).Build()).OfType<RouteRule>()];
        var listed = new Dictionary<string, RouteRule>(StringComparer.Ordinal);
        foreach (var provider in options.Providers)
        {
            foreach (var (alias, remote) in provider.Models)
            {
                listed.TryAdd(alias, Implied(alias, deployments.Get(provider, remote), options.Retries, health));
            }
        }

        return new RouteTable(options, health, rules, listed.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The rule of a request's model; null where no route, no list and no <c>provider/model</c> knows it.</summary>
    public RouteRule? Find(in RouteRequest request)
    {
        if (exact.TryGetValue(request.Model, out var rules))
        {
            foreach (var rule in rules)
            {
                if (Conditions.Hold(rule.Options.When, request))
                {
                    return rule;
                }
            }
        }

        foreach (var (pattern, rule) in patterns)
        {
            if (Conditions.Matches(pattern, request.Model) && Conditions.Hold(rule.Options.When, request))
            {
                return rule;
            }
        }

        return listed.GetValueOrDefault(request.Model) ?? Named(request.Model);
    }

    /// <summary>The rule of a model of this process under its own name, so that it is planned, limited and measured like any other.</summary>
    public RouteRule InProcess(string model) => MadeUp($"strata/{model}", () => new DeploymentBook([]).Find($"strata/{model}")!);

    /// <summary>
    /// The rule of a name that nothing else knows: the first provider that takes any and speaks the caller's dialect, or offers what is
    /// asked; without one the first that takes any; null where none does.
    /// </summary>
    public RouteRule? FindAny(in RouteRequest request)
    {
        ProviderOptions? any = null;
        foreach (var provider in options.Providers)
        {
            if (provider.AnyModel && Fits(provider.Provider, request))
            {
                any = provider;
                break;
            }

            any ??= provider.AnyModel ? provider : null;
        }

        var model = request.Model;
        return any is { } found ? MadeUp($"{found.Provider.Name}/{model}", () => DeploymentBook.MadeUp(found, model)) : null;
    }

    private static bool Fits(Providers.Provider provider, in RouteRequest request) =>
        request.Operation is { } operation ? provider.PathOf(operation) is not null : request.Dialect is null || provider.Dialects.Contains(request.Dialect, StringComparer.Ordinal);

    internal static IReadOnlyList<string> ModelsOf(RouteOptions route) => route.Models.Count > 0 ? route.Models : [route.Name];

    private static bool ReadsIt(RouteRule rule) =>
        rule.Options.When.Concat(rule.Targets.SelectMany(t => t.When)).Select(c => c.Subject).Append(rule.Options.Sticky).Append(rule.Options.Experiment?.By ?? "")
            .Any(s => s.StartsWith("metadata.", StringComparison.Ordinal));

    private static RouteRule Implied(string name, Providers.Deployment deployment, RetryPolicy retries, HealthBook health)
    {
        var route = new RouteOptions { Name = name, Targets = [new TargetOptions { Deployment = deployment.Name }], Retries = retries };
        return new RuleBuilder(route, health, _ => [], _ => deployment).Build(implied: true)!;
    }

    private RouteRule? Named(string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == model.Length - 1)
        {
            return null;
        }

        foreach (var provider in options.Providers)
        {
            if (model.AsSpan(0, slash).SequenceEqual(provider.Provider.Name))
            {
                return Named(provider, model[(slash + 1)..]);
            }
        }

        return null;
    }

    private RouteRule Named(ProviderOptions provider, string model) =>
        provider.Models.TryGetValue(model, out var remote) && listed.TryGetValue(model, out var rule) && rule.First.Provider == provider.Provider
            ? rule
            : MadeUp($"{provider.Provider.Name}/{remote ?? model}", () => Deployed(provider, remote ?? model));

    /// <summary>A model that the configuration lists or has settings for keeps a health of its own.</summary>
    private static Providers.Deployment Deployed(ProviderOptions provider, string remote) =>
        provider.Models.Values.Contains(remote) || provider.Settings.ContainsKey(remote) ? new DeploymentBook([]).Get(provider, remote) : DeploymentBook.MadeUp(provider, remote);

    /// <summary>Rules of names that callers write are kept, up to a bound; past it they are made for each request.</summary>
    private RouteRule MadeUp(string name, Func<Providers.Deployment> deployment)
    {
        if (madeUp.TryGetValue(name, out var known))
        {
            return known;
        }

        var made = deployment();
        var rule = Implied(made.HealthName.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is var shared && shared.EndsWith('*') ? shared : made.HealthName, made, options.Retries, health);
        if (madeUp.Count < MadeUpMax)
        {
            madeUp.TryAdd(name, rule);
        }

        return rule;
    }
}
