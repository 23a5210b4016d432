using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Caching;
using Strata.Caching.Options;
using Strata.Gateway.Options;
using Strata.Ledger.Pricing;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Routing.Providers;
using Strata.Tests.Shared.Upstream;

namespace Strata.Tests.Shared.Gateway;

/// <summary>
/// Mixed calls through a gateway before the scripted provider: five dialects and embeddings, plain and streamed, in the provider's own
/// dialect and translated, failed over, broken off, refused, repeated (answered from the cache), given up by the caller before and in the
/// answer. The provider keeps its own bill; ledger, bill and the budget's sum must be one number, call by call.
/// </summary>
internal sealed class MoneyRun(int calls, int seed, int parallel)
{
    private static readonly CallClocks Short = new() { Idle = TimeSpan.FromMilliseconds(300) };
    private readonly ConcurrentDictionary<string, TaskCompletionSource<UpstreamEntry>> arrivals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> left = new();

    public async Task<MoneyResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Arrived = entry => Arrival(KeyOf(entry)).TrySetResult(entry);
        await using var host = await GatewayHost.StartAsync(Options(upstream), cancellationToken);
        var budgets = host.Services.GetRequiredService<BudgetBook>();
        LimitRule Rule(string id, LimitUnit unit) => new() { Id = id, Scope = LimitNode.Each(NodeKind.Organization), Unit = unit, Amount = 1_000_000_000_000_000, Window = LimitWindow.Calendar(WindowKind.Month) };
        _ = budgets.SetRules("money", [Rule("money", LimitUnit.NanoDollars), Rule("slots", LimitUnit.Parallel)]).Value;
        var all = Enumerable.Range(0, calls).Select(i => MoneyCall.Draw(seed, i)).ToArray();
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken }, async (call, token) => await OneAsync(host.Client, call, token));
        foreach (var entry in upstream.Log)
        {
            await entry.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }

        var rows = await host.RowsAsync(calls, cancellationToken);
        var views = budgets.Read(new BudgetQuery { Take = BudgetQuery.TakeMax }).Items;
        return MoneyResult.Of(all, rows, upstream.Log.ToLookup(KeyOf), left) with
        {
            Leaked = views.Sum(v => v.Reserved),
            BudgetNanos = views.Where(v => v.Rule.Id == "money").Sum(v => v.Spent),
        };
    }

    /// <summary>Prices with four decimals, so that nanos are rounded; each scenario has its own.</summary>
    public static PriceOptions PriceOf(string scenario)
    {
        var at = Array.FindIndex(MoneyCall.Scenarios, s => s.Scenario == scenario) + 1;
        return new PriceOptions { Input = 0.1501m * at, CachedInput = 0.0753m * at, Output = 0.6007m * at };
    }

    private static GatewayOptions Options(ScriptedUpstream upstream)
    {
        var (providers, routes, prices) = (new List<ProviderOptions> { Providers.Of("well", "openai.chat", upstream.Root) }, new List<RouteOptions>(), new Dictionary<string,
            PriceOptions> { ["well/scn-echo"] = PriceOf("echo") });
        foreach (var (dialect, scenario) in MoneyCall.Providers.SelectMany(p => MoneyCall.Scenarios, (p, s) => (p, s.Scenario)))
        {
            var (name, deployment) = ($"{dialect}-{scenario}", $"{dialect}-{scenario}/scn-{scenario}");
            providers.Add(Providers.Of(name, dialect, upstream.Root, scenario == "stall" ? Short : null));
            prices[deployment] = PriceOf(scenario);
            if (scenario == "echo")
            {
                routes.Add(Route("hot-" + dialect, deployment) with { Cache = "hot" });
            }

            routes.Add(Route("one-" + name, deployment));
            routes.Add(Route("two-" + name, deployment, "well/scn-echo"));
        }

        var cache = new CacheOptions { Policies = new Dictionary<string, CachePolicy> { ["hot"] = new() } };
        return new GatewayOptions { Prices = prices, Cache = cache, Routing = new RoutingOptions { Providers = providers, Routes = routes } };
    }

    private static RouteOptions Route(string name, params string[] targets) => new()
    {
        Name = name,
        Targets = [.. targets.Select((t, i) => new TargetOptions { Deployment = t, Priority = i })],
        Retries = new RetryPolicy { AttemptsMax = targets.Length, Base = TimeSpan.FromMilliseconds(1), Most = TimeSpan.FromMilliseconds(2), BudgetSaved = 1_000_000 },
    };

    /// <summary>What was asked: the first two words of the prompt.</summary>
    private static string KeyOf(UpstreamEntry entry) => entry.Request.LastText[..entry.Request.LastText.IndexOf(" of many", StringComparison.Ordinal)];

    private TaskCompletionSource<UpstreamEntry> Arrival(string key) => arrivals.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task OneAsync(HttpClient client, MoneyCall call, CancellationToken cancellationToken)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var message = call.Caller.Ask(call.Route, call.Text, call.Stream);
        message.Headers.Add("x-strata-tags", $"call={call.Number}");
        try
        {
            var sending = client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, leave.Token);
            if (call.LeavesAt == 0 && await Task.WhenAny(Arrival(call.Key).Task, sending).WaitAsync(cancellationToken) != sending)
            {
                Leave(call, 0, leave);
            }

            using var response = await sending;
            var words = 0;
            await ReadAnswer.OfAsync(response, text => words = Seen(call, text, words, leave), leave.Token);
        }
        catch (Exception exception) when (leave.IsCancellationRequested && !cancellationToken.IsCancellationRequested && exception is OperationCanceledException or HttpRequestException or IOException)
        {
            // the caller that leaves
        }
    }

    /// <summary>What the caller does at a word: leaves, asks for the next, or lets the provider break off, which has then sent no more than was seen.</summary>
    private int Seen(MoneyCall call, string text, int before, CancellationTokenSource leave)
    {
        var words = before;
        while (text.Contains($"word{words}", StringComparison.Ordinal))
        {
            words++;
        }

        if (call.LeavesAt > 0 && words >= call.LeavesAt)
        {
            Leave(call, words, leave);
        }
        else if (words > before && call.Scenario == "step")
        {
            _ = Arrival(call.Key).Task.ContinueWith(static entry => entry.GetAwaiter().GetResult().Step(), TaskScheduler.Default);
        }
        else if (call.Scenario == "break" && words == 2)
        {
            _ = Arrival(call.Key).Task.ContinueWith(static entry => entry.GetAwaiter().GetResult().Release.TrySetResult(), TaskScheduler.Default);
        }

        return words;
    }

    private void Leave(MoneyCall call, int words, CancellationTokenSource leave)
    {
        left[call.Number] = words;
        leave.Cancel();
    }
}
