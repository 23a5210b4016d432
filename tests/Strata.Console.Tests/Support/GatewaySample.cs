using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Console.Data;
using Strata.Core.Tenancy;
using Strata.Core.Usage;
using Strata.Guard;
using Strata.Guard.Options;
using Strata.Identity.Audit;
using Strata.Identity.Tenants;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Policies;

namespace Strata.Console.Tests.Support;

/// <summary>A gateway after a day of use, with one provider in trouble; or with names made to break a page. Seeded.</summary>
internal static class GatewaySample
{
    private static readonly (string Model, string Provider, long? In, long? Out)[] Models =
    [
        ("openai/gpt-4o-mini", "openai", 150, 600), ("openai/gpt-4o", "openai", 2_500, 10_000), ("anthropic/claude-sonnet-4-5", "anthropic", 3_000, 15_000),
        ("mistral/mistral-small", "mistral", 100, 300), ("groq/llama-3.3-70b", "groq", null, null), ("gemini/gemini-2.5-flash", "gemini", 300, 2_500),
        ("smollm2", "strata", 20, 80), ("bedrock/nova-pro", "bedrock", 800, 3_200), ("vllm/qwen3-32b", "vllm", 90, 270), ("azure/gpt-4.1", "azure", 2_000, 8_000),
    ];

    public static void Typical(FakeGateway gateway, FakeLedger ledger)
    {
        Routing(gateway);
        People(gateway);
        Limits(gateway);
        Policies(gateway);
        Rows(ledger);
        gateway.CacheNow = new CacheFigures(1_284, 38_400_000, 311);
        gateway.AuditRows.AddRange(Enumerable.Range(1, 64).Select(i => Link(i, "laptop of the tests", i % 7 == 0 ? "key.rotate" : i % 3 == 0 ? "user.create" : "key.create",
            i % 3 == 0 ? "Ada Moreau, Viewer" : "billing-bot, Service")));
        gateway.Verdict = new AuditVerdict(64, null, "");
    }

    public static void Extreme(FakeGateway gateway, FakeLedger ledger)
    {
        var name = Sample.Hostile;
        gateway.ProviderRows.Add(new ProviderRow(name, "openai-compatible", new string('h', 120) + ".example", name, ["openai.chat", name], 3));
        gateway.DeploymentViews.Add(Deployment(name + "/" + new string('m', 160), name, BreakerState.Open, (3, 97)) with { Credentials = [new() { Name = name, ShutFor = TimeSpan.FromHours(2) }] });
        gateway.RouteRows.Add(new RouteOptions
        {
            Name = name, Models = [name, new string('a', 200) + "*"], Targets = [new TargetOptions { Deployment = name, When = [new Condition("tag.plan", ConditionTest.Is, [name])] }],
            Fallbacks = new FallbackOptions { General = [name, name] }, Guards = [name], Cache = name,
        });
        gateway.TeamRows.Add(new Team(ConsoleHost.Project, "org", name[..100], ConsoleHost.Now));
        gateway.TeamRows.Add(new Team("prj_wide", "org", new string('W', 100), ConsoleHost.Now));
        gateway.UserRows.Add(new User { Id = "usr_x", Organization = "org", Name = name[..100], Email = new string('e', 200) + "@example.com", Issuer = "https://" + new string('i', 200), CreatedAt = ConsoleHost.Now });
        gateway.BudgetViews.Add(Budget(name[..60], new LimitNode(NodeKind.Tag, name), (LimitUnit.NanoDollars, 1_000_000_000_000_000_000, 999_999_999_123_456_789, 1_000), LimitWindow.Calendar(WindowKind.Year)));
        gateway.LimitRules.Add(new LimitRule { Id = name[..100], Scope = new LimitNode(NodeKind.EndUser, name), Unit = LimitUnit.NanoDollars, Amount = 1_000_000_000_000_000_000 });
        gateway.PriceRows.Add(new PriceEntry { Model = name, Contract = "credential:" + name, Prices = new PriceOptions { Input = 0.000000001m, Output = 1_000_000m, ToolCalls = 10 } });
        gateway.PolicyRows[name] = new GuardPolicyOptions { Rules = [new GuardRuleOptions { Detector = "model:" + name, Action = GuardAction.Block }] };
        gateway.AuditRows.Add(Link(1, name, "key.create", name));
        gateway.Verdict = new AuditVerdict(0, 1, "Link 1 is not as it was written.");
        gateway.CacheNow = new CacheFigures(long.MaxValue / 1_000, long.MaxValue, int.MaxValue);
        ledger.Rows.AddRange(Enumerable.Range(0, 12).Select(i => Row(i, (name + i, name, i == 0 ? null : 9_000_000_000L, 9_000_000_000L), ConsoleHost.Now.AddMinutes(-i * 40)) with
        {
            EndUser = name, Tags = [name], CacheStatus = "exact", SavedNanos = 123_456_789_123_456_789, Verdicts = [new LedgerVerdict(name, "block", int.MaxValue)],
        }));
    }

    private static void Routing(FakeGateway gateway)
    {
        foreach (var group in Models.Where(m => m.Provider != "strata").GroupBy(m => m.Provider))
        {
            gateway.ProviderRows.Add(new ProviderRow(group.Key, group.Key, $"api.{group.Key}.example", group.Key == "azure" ? "eu" : "", [group.Key == "anthropic" ? "anthropic" : "openai.chat"], group.Count()));
        }

        foreach (var (model, provider, _, _) in Models)
        {
            var state = provider switch { "groq" => BreakerState.Open, "vllm" => BreakerState.Probing, _ => BreakerState.Closed };
            var name = provider == "strata" ? "strata/" + model : model;
            gateway.DeploymentViews.Add(Deployment(name, provider, state, state == BreakerState.Closed ? (412, model.Length % 5) : (9, 31)));
        }

        gateway.RouteRows.Add(new RouteOptions
        {
            Name = "chat", Models = ["chat", "gpt-4*"],
            Targets = [new() { Deployment = "openai/gpt-4o-mini", Weight = 4 }, new() { Deployment = "mistral/mistral-small" }, new() { Deployment = "groq/llama-3.3-70b", Priority = 1 }],
            Fallbacks = new FallbackOptions { General = ["azure/gpt-4.1", "strata/smollm2"], ContextWindow = ["gemini/gemini-2.5-flash"] },
            Canary = new ShareOptions { Deployment = "anthropic/claude-sonnet-4-5", Percent = 5 }, Cache = "hour", Guards = ["private"], Continuation = true,
            Hedge = new HedgePolicy { Enabled = true, After = TimeSpan.FromMilliseconds(800) },
        });
        gateway.RouteRows.Add(new RouteOptions
        {
            Name = "reasoning", Strategy = RouteStrategy.Latency, When = [new Condition("team", ConditionTest.Is, [ConsoleHost.Project])],
            Targets = [new() { Deployment = "anthropic/claude-sonnet-4-5" }, new() { Deployment = "openai/gpt-4o" }],
            Experiment = new ExperimentOptions { Name = "autumn", Arms = [new() { Name = "a", Deployment = "openai/gpt-4o", Percent = 50 }, new() { Name = "b", Deployment = "azure/gpt-4.1", Percent = 50 }] },
        });
    }

    private static void People(FakeGateway gateway)
    {
        gateway.TeamRows.AddRange([new(ConsoleHost.Project, "org", "Search", ConsoleHost.Now.AddDays(-80)), new("prj_support", "org", "Customer support", ConsoleHost.Now.AddDays(-40)),
            new("prj_gone", "org", "Hackathon", ConsoleHost.Now.AddDays(-200)) { ArchivedAt = ConsoleHost.Now.AddDays(-100) }]);
        string[] names = ["Ada Moreau", "Björn Åkesson", "Chidi Okafor", "Dana Weiss", "Esra Yılmaz"];
        gateway.UserRows.AddRange(names.Select((n, i) => new User
        {
            Id = $"usr_{i}", Organization = "org", Name = n, Email = i == 2 ? "" : $"{(char)('a' + i)}@example.com", Role = i == 0 ? Role.Admin : Role.Service, Issuer = i > 2 ? "https://login.example.com" : "",
            CreatedAt = ConsoleHost.Now.AddDays(-i * 9), DisabledAt = i == 3 ? ConsoleHost.Now.AddDays(-1) : null,
        }));
        gateway.MemberRows.AddRange(names.Select((_, i) => new TeamMember(i % 2 == 0 ? ConsoleHost.Project : "prj_support", $"usr_{i}", Role.Service)));
    }

    private static void Limits(FakeGateway gateway)
    {
        gateway.BudgetViews.AddRange(
        [
            Budget("org-month", new(NodeKind.Organization, "org"), (LimitUnit.NanoDollars, 2_000_000_000_000, 612_034_118_400, 4_100_000), LimitWindow.Calendar(WindowKind.Month)),
            Budget("team-month", new(NodeKind.Team, ConsoleHost.Project), (LimitUnit.NanoDollars, 200_000_000_000, 171_220_041_050, 812_000_000), LimitWindow.Calendar(WindowKind.Month)),
            Budget("team-month", new(NodeKind.Team, "prj_support"), (LimitUnit.NanoDollars, 150_000_000_000, 150_004_400_000, 0), LimitWindow.Calendar(WindowKind.Month)) with { Refused = 212 },
            Budget("key_bot.requests", new(NodeKind.Key, "key_bot"), (LimitUnit.Requests, 600, 214, 3), LimitWindow.Minute),
            Budget("key_bot.tokens", new(NodeKind.Key, "key_bot"), (LimitUnit.TotalTokens, 200_000, 188_421, 4_096), LimitWindow.Minute),
            Budget("chat-feature", new(NodeKind.Tag, "feature=chat"), (LimitUnit.TotalTokens, 5_000_000, 1_204_400, 0), LimitWindow.Calendar(WindowKind.Day)),
            Budget("each-end-user", LimitNode.Each(NodeKind.EndUser), (LimitUnit.Requests, 50, 0, 0), LimitWindow.Sliding(TimeSpan.FromHours(1))),
            Budget("at-once", new(NodeKind.Organization, "org"), (LimitUnit.Parallel, 64, 0, 11), LimitWindow.Minute),
        ]);
    }

    private static void Policies(FakeGateway gateway)
    {
        gateway.PolicyRows["private"] = new GuardPolicyOptions
        {
            Rules = [new() { Detector = "PII", Action = GuardAction.Tokenize }, new() { Detector = "SECRETS", Action = GuardAction.Block, Direction = GuardDirection.Input },
                new() { Detector = "model:moderation", Action = GuardAction.Flag, FailOpen = true }],
        };
        gateway.PolicyRows["tone"] = new GuardPolicyOptions { Rules = [new() { Detector = "swearwords", Action = GuardAction.Mask, Direction = GuardDirection.Output }] };
        gateway.PriceRows.AddRange(Models.Where(m => m.In is not null).Select(m => new PriceEntry
        {
            Model = m.Model, Source = PriceSource.Seeded, Prices = new PriceOptions { Input = m.In / 1000m, CachedInput = m.In / 2000m, Output = m.Out / 1000m, Reasoning = m.Out / 1000m,
                Services = [new ServicePrice("batch", 0.5m, new PriceOptions())] },
        }));
        gateway.PriceRows.Add(new PriceEntry { Model = "openai/gpt-4o", Contract = "org:org", Source = PriceSource.Edited, ValidFrom = ConsoleHost.Now.AddDays(-30),
            Prices = new PriceOptions { Input = 2.1m, Output = 8.4m } });
        gateway.PriceRows.Add(new PriceEntry { Model = "openai/gpt-4o", Contract = "org:org", Source = PriceSource.Edited, ValidFrom = ConsoleHost.Now.AddDays(30),
            Prices = new PriceOptions { Input = 2m, Output = 8m } });
        gateway.PriceRows.Add(new PriceEntry { Model = "smollm2", Source = PriceSource.Configured, Prices = new PriceOptions { Input = 0.02m, Output = 0.08m } });
        gateway.PriceRows.Add(new PriceEntry { Model = "smollm2", Source = PriceSource.Imported, Prices = new PriceOptions { Input = 0.03m, Output = 0.09m } });
    }

    private static void Rows(FakeLedger ledger)
    {
        var random = new Random(21);
        for (var i = 0; i < 400; i++)
        {
            ledger.Rows.Add(Row(i, Models[(int)(Models.Length * Math.Pow(random.NextDouble(), 1.8))], ConsoleHost.Now.AddMinutes(-(i * 3.5) - random.Next(3))));
        }
    }

    private static LedgerRow Row(int i, (string Model, string Provider, long? In, long? Out) model, DateTimeOffset at)
    {
        var usage = new TokenUsage { Input = 300 + (i * 37 % 2900), CachedInput = i % 4 == 0 ? 1_024 : 0, Output = 20 + (i * 53 % 700) };
        var hit = i % 6 == 0;
        var cost = hit ? 0 : (usage.Input * model.In) + (usage.CachedInput * model.In / 2) + (usage.Output * model.Out);
        return new LedgerRow
        {
            Id = $"req_{i:D26}", At = at, Organization = "org", Project = i % 3 == 0 ? "prj_support" : ConsoleHost.Project, KeyId = i % 2 == 0 ? "key_bot" : "key_mine", User = i % 5 == 0 ? "usr_0" : "",
            EndUser = i % 7 == 0 ? "customer-812" : "", Tags = i % 2 == 0 ? ["feature=chat"] : [], Model = model.Model, Deployment = model.Model, Provider = model.Provider,
                Endpoint = i % 9 == 0 ? "anthropic.messages" : "openai.chat",
            Status = i % 23 == 0 ? LedgerStatus.UpstreamError : LedgerStatus.Ok, HttpStatus = 200, Usage = usage, CostNanos = cost, SavedNanos = hit ? 2_100_000 : 0,
            CacheStatus = hit ? i % 12 == 0 ? "semantic" : "exact" : i % 2 == 0 ? "miss" : "", Verdicts = i % 17 == 0 ? [new LedgerVerdict("EMAIL", "tokenize", 2), new LedgerVerdict("API_KEY", "block", 1)] : [],
            Total = TimeSpan.FromMilliseconds(800),
        };
    }

    private static DeploymentView Deployment(string name, string provider, BreakerState state, (int Good, int Bad) counts) => new()
    {
        Deployment = name, Provider = provider, State = state, OpenFor = state == BreakerState.Open ? TimeSpan.FromSeconds(14) : null, Succeeded = counts.Good, Failed = counts.Bad, InFlight = name.Length % 4,
        FirstContent = TimeSpan.FromMilliseconds(180 + (name.Length * 9)), FirstContentP50 = TimeSpan.FromMilliseconds(170 + (name.Length * 9)),
            FirstContentP95 = TimeSpan.FromMilliseconds(600 + (name.Length * 31)), CachedShare = name.Length % 3 * 0.21,
        Credentials = provider == "openai"
            ? [new() { Name = "main", Headroom = 0.62 }, new() { Name = "spare", Headroom = 1, CoolingFor = name.EndsWith("4o", StringComparison.Ordinal) ? TimeSpan.FromSeconds(8) : null }]
            : [new() { Name = "default", Headroom = 1 }],
    };

    private static BudgetView Budget(string id, LimitNode node, (LimitUnit Unit, long Amount, long Spent, long Reserved) how, LimitWindow window) => new()
    {
        Source = "configuration", Rule = new LimitRule { Id = id, Organization = "org", Scope = node, Unit = how.Unit, Amount = how.Amount, Window = window }, Node = node, Organization = "org",
        Spent = how.Spent, Reserved = how.Reserved, Left = Math.Max(0, how.Amount - how.Spent - how.Reserved), ResetsAt = window.Kind is WindowKind.Sliding or WindowKind.Total ? null : ConsoleHost.Now.AddDays(9),
    };

    private static AuditRecord Link(int number, string who, string action, string details) => new()
    {
        Number = number, At = ConsoleHost.Now.AddHours(-number), Organization = "org", Project = ConsoleHost.Project, Actor = "key_mine", ActorName = who, Action = action,
            Target = "key_01kahv0zkq7ejxm7m2q0d4w9yz", Details = details,
        Previous = new string('0', 64), Hash = $"{number:x8}" + new string('f', 56),
    };
}
