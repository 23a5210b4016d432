using System.Collections.Concurrent;
using Strata.Core.Configuration;
using Strata.Routing.Providers;

namespace Strata.Routing.Health;

/// <summary>
/// All that was learnt about providers, deployments and credentials, by name, so that a reload of the configuration forgets
/// nothing. Names come from the configuration alone: it stays as small as that. Thread-safe.
/// </summary>
public sealed class HealthBook
{
    private readonly ConcurrentDictionary<string, ProviderHealth> providers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeploymentHealth> deployments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Provider, Credential Credential), CredentialHealth> credentials = new();
    private readonly ConcurrentDictionary<(string Deployment, Credential Credential), Lane> lanes = new();
    private readonly ConcurrentDictionary<(string Route, double Share, double Saved, bool Hedge), ShareBudget> budgets = new();

    /// <summary>An empty book.</summary>
    /// <param name="time">The clock of breakers and waits.</param>
    /// <param name="random">Seeds jitter and weighted choices.</param>
    /// <param name="breakers">When breakers open, until a table is built with another policy; null takes the defaults.</param>
    public HealthBook(TimeProvider time, Random random, BreakerPolicy? breakers = null)
    {
        Clock = new HealthClock(time);
        Dice = new Dice(random);
        Breakers = new Live<BreakerPolicy>(breakers ?? new BreakerPolicy());
    }

    internal HealthClock Clock { get; }

    internal Dice Dice { get; }

    internal Live<BreakerPolicy> Breakers { get; }

    /// <summary>How every deployment stands that was ever known, sorted by name.</summary>
    public IReadOnlyList<DeploymentView> Snapshot() => Snapshot(_ => true);

    internal ProviderHealth Of(Provider provider) => providers.GetOrAdd(provider.Name, static name => new ProviderHealth(name));

    internal DeploymentHealth Of(Deployment deployment) =>
        deployments.GetOrAdd(
            deployment.HealthName.Length > 0 ? deployment.HealthName : deployment.Name,
            static (name, args) => new DeploymentHealth(name, args.Book.Of(args.Provider), args.Book.Breakers, args.Book.Dice),
            (Book: this, deployment.Provider));

    /// <summary>A way for each credential of the provider, in their order. Another secret is another credential, whatever its name.</summary>
    internal Lane[] LanesOf(Deployment deployment)
    {
        var health = Of(deployment);
        Lane[] bound = [.. deployment.Provider.Credentials.Select(c => LaneOf(health.Name, deployment.Provider, c))];
        health.Lanes = bound;
        return bound;
    }

    internal IReadOnlyList<DeploymentView> Snapshot(Func<string, bool> isWanted)
    {
        var now = Clock.NowMs;
        return [.. deployments.Values.Where(d => isWanted(d.Name)).OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => View(d, now))];
    }

    internal ShareBudget Budget(string route, double share, double saved, bool hedge) =>
        budgets.GetOrAdd((route, share, saved, hedge), static key => new ShareBudget(key.Share, key.Saved));

    private Lane LaneOf(string deployment, Provider provider, Credential credential) =>
        lanes.GetOrAdd(
            (deployment, credential),
            static (key, args) => new Lane(args.Book.OfCredential(args.Provider, key.Credential), args.Book.Dice),
            (Book: this, Provider: provider.Name));

    private CredentialHealth OfCredential(string provider, Credential credential) =>
        credentials.GetOrAdd((provider, credential), static (key, dice) => new CredentialHealth(key.Credential.Name, dice), Dice);

    private static DeploymentView View(DeploymentHealth health, long now)
    {
        var (good, bad) = health.Breaker.Counts(now);
        var state = health.Breaker.State(now);
        return new DeploymentView
        {
            Deployment = health.Name,
            Provider = health.Provider.Name,
            State = state,
            OpenFor = state == BreakerState.Open ? TimeSpan.FromMilliseconds(health.Breaker.OpenUntilMs - now) : null,
            Succeeded = good,
            Failed = bad,
            InFlight = health.InFlight,
            FirstContent = health.Latency.AverageMs > 0 ? TimeSpan.FromMilliseconds(health.Latency.AverageMs) : null,
            FirstContentP50 = health.Latency.P50Ms > 0 ? TimeSpan.FromMilliseconds(health.Latency.P50Ms) : null,
            FirstContentP95 = health.Latency.P95Ms > 0 ? TimeSpan.FromMilliseconds(health.Latency.P95Ms) : null,
            CachedShare = health.CachedShare,
            Credentials = [.. health.Lanes.Select(l => View(l, now))],
        };
    }

    private static CredentialView View(Lane lane, long now) => new()
    {
        Name = lane.Credential.Name,
        ShutFor = lane.Credential.IsShut(now) ? TimeSpan.FromMilliseconds(lane.Credential.ShutUntilMs - now) : null,
        CoolingFor = lane.IsCooling(now) ? TimeSpan.FromMilliseconds(lane.CoolUntilMs - now) : null,
        Headroom = lane.Headroom(now),
    };
}
