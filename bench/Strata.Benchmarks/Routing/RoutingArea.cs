using System.Diagnostics;
using Strata.Core.Results;
using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Plans;
using Strata.Routing.Policies;
using Strata.Routing.Providers;
using Strata.Routing.Routes;
using Strata.Routing.Signing;

namespace Strata.Benchmarks.Routing;

/// <summary>What a request pays for its route: finding the rule, planning over three targets, the reports; and what signing adds.</summary>
internal static class RoutingArea
{
    private const int Calls = 20_000;

    public static void Run(string[] args)
    {
        Console.WriteLine($"{"routing, per call",-44}{"best ns",9}{"median ns",11}{"CPU ns",9}{"bytes",8}");
        foreach (var strategy in Enum.GetValues<RouteStrategy>())
        {
            Plan($"plan + first step, 3 targets, {strategy.ToString().ToLowerInvariant()}", new RouteOptions { Name = "r", Strategy = strategy }, report: false);
        }

        Plan("the same, sticky", new RouteOptions { Name = "r", Sticky = "end_user" }, report: false);
        Plan("the same, with a condition on each target", new RouteOptions { Name = "r" }, report: false, conditions: true);
        Plan("plan, step, commit, report, dispose", new RouteOptions { Name = "r" }, report: true);
        Find();
        Sign();
    }

    private static void Plan(string name, RouteOptions route, bool report, bool conditions = false)
    {
        var (table, router) = Build(route, conditions);
        var request = new RouteRequest("r") { EndUser = "user-17", PromptTokens = 900, OutputTokens = 200, Tags = ["feature=chat"] };
        var rule = table.Find(request)!;
        for (var i = 0; i < 200; i++)
        {
            using var warm = router.Plan(rule, request);
            warm.Report(warm.Next().Candidate, AttemptReport.Ok(TimeSpan.FromMilliseconds(100 + (i % 7))));
        }

        Row(name, () =>
        {
            for (var i = 0; i < Calls; i++)
            {
                using var plan = router.Plan(rule, request);
                var step = plan.Next();
                if (report)
                {
                    plan.Commit(step.Candidate, TimeSpan.FromMilliseconds(100));
                    plan.Report(step.Candidate, AttemptReport.Ok());
                }
            }
        });
    }

    private static void Find()
    {
        var (table, _) = Build(new RouteOptions { Name = "r" }, conditions: false);
        var request = new RouteRequest("r");
        Row("find the rule of a name", () =>
        {
            for (var i = 0; i < Calls; i++)
            {
                table.Find(request);
            }
        });
    }

    private static void Sign()
    {
        var aws = new Credential { Name = "k", Style = AuthStyle.SigV4, Aws = new AwsKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY") };
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var book = new SignerBook(TimeProvider.System, http);
        var provider = Provide("a").Provider;
        var call = new SigningCall("POST", new Uri("https://bedrock-runtime.us-east-1.amazonaws.com/model/m%3A0/converse")) { Body = new byte[1_100] };
        var sink = new Sink();
        Row("sign by SigV4, 1.1 kB body", () =>
        {
            for (var i = 0; i < Calls / 10; i++)
            {
                Finish(book.SignAsync(provider, aws, call, sink, CancellationToken.None));
            }
        }, Calls / 10);
        Row("sign by a bearer key", () =>
        {
            for (var i = 0; i < Calls; i++)
            {
                Finish(book.SignAsync(provider, provider.Credentials[0], call, sink, CancellationToken.None));
            }
        });
    }

    /// <summary>These styles sign at once.</summary>
    private static void Finish(ValueTask<Result<Done>> signed)
    {
        if (!signed.IsCompletedSuccessfully || !signed.GetAwaiter().GetResult().IsOk)
        {
            throw new InvalidOperationException("A signature was not made at once.");
        }
    }

    private static void Row(string name, Action work, int calls = Calls)
    {
        var cost = Cost.Of(work, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        Console.WriteLine($"{name,-44}{cost.BestSeconds * 1e9 / calls,9:0}{cost.MedianSeconds * 1e9 / calls,11:0}{cost.CpuSeconds * 1e9 / calls,9:0}{bytes,8}");
    }

    private static (RouteTable Table, Router Router) Build(RouteOptions route, bool conditions)
    {
        Condition[] when = conditions ? [new Condition("tag.feature", ConditionTest.Is, ["chat", "mail"])] : [];
        var options = new RoutingOptions
        {
            Providers = [Provide("a"), Provide("b"), Provide("c")],
            Routes = [route with { Targets = [.. new[] { "a/m", "b/m", "c/m" }.Select(d => new TargetOptions { Deployment = d, When = when })] }],
        };
        var health = new HealthBook(TimeProvider.System, new Random(1));
        return (RouteTable.Build(options, health), new Router(health, new Prices()));
    }

    private static ProviderOptions Provide(string name) => new()
    {
        Provider = new Provider
        {
            Name = name, Kind = ProviderKinds.OpenAiCompatible, Url = new Uri($"http://{name}.test/v1/"), Dialects = ["openai.chat"], Region = "us-east-1",
            Credentials = [new Credential { Name = "k", Secret = "secret" }],
        },
    };

    private sealed class Prices : IRoutePrices
    {
        public TokenPrices? Find(Deployment deployment) => new TokenPrices(1, 0.1, deployment.Name.Length);
    }

    private sealed class Sink : IHeaderSink
    {
        public void Set(string name, string value) => Debug.Assert(value.Length > 0);

        public bool Has(string name) => false;
    }
}
