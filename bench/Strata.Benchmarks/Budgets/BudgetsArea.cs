using System.Diagnostics;
using Strata.Budgets;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;

namespace Strata.Benchmarks.Budgets;

/// <summary>
/// What limits cost a request: reserve and settle over six nodes and eight rules; the same with ten thousand keys; a top-up that fits;
/// from several threads on the same organisation. CPU time of this process per request, and what it allocates.
/// </summary>
internal static class BudgetsArea
{
    private const int Inner = 2_000;
    private const int BudgetMs = 1_500;

    public static void Run(string[] args)
    {
        Console.WriteLine($"{"6 nodes, 8 rules",-44}{"µs CPU",10}{"µs best",10}{"bytes",8}");
        var one = Line("reserve + settle, 1 key", 1, 1);
        var many = Line("reserve + settle, 10,000 keys", 10_000, 1);
        var rules = Line("same, 20,000 rules (two on each key)", 10_000, 1, perKey: true);
        Line("reserve + settle, 4 threads, one organisation", 1, 4);
        TopUp();
        Console.WriteLine($"10,000 keys against 1: {(many / one) - 1:P1}; with rules of their own: {(rules / one) - 1:P1}");
    }

    private static double Line(string name, int keys, int threads, bool perKey = false)
    {
        var (book, nodes) = Make(keys, perKey);
        var next = 0;
        void Work()
        {
            // Neighbouring requests come from different keys; the stride visits all before it repeats.
            var at = Interlocked.Add(ref next, Inner);
            for (var i = 0; i < Inner; i++)
            {
                Request(book, nodes[(int)(((uint)(at + i) * 7919u) % (uint)keys)]);
            }
        }

        for (var i = 0; i < 40; i++)
        {
            Work();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Inner;
        var cost = Cost.Of(() => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Work()), BudgetMs);
        var each = cost.CpuSeconds * 1e6 / (Inner * threads);
        Console.WriteLine($"{name,-44}{each,10:F3}{cost.BestSeconds * 1e6 / (Inner * threads),10:F3}{bytes,8}");
        return each;
    }

    private static void TopUp()
    {
        var (book, nodes) = Make(1, false);
        using var held = book.Reserve(Ask(nodes[0])).Value;
        var cost = Cost.Of(
            () =>
            {
                for (var i = 0; i < Inner; i++)
                {
                    held.TryTopUp(100, 900);
                }
            },
            BudgetMs / 5);
        Console.WriteLine($"{"top-up within what is reserved",-44}{cost.CpuSeconds * 1e6 / Inner,10:F4}{cost.BestSeconds * 1e6 / Inner,10:F4}{0,8}");
    }

    private static void Request(BudgetBook book, LimitNode[] nodes) =>
        book.Reserve(Ask(nodes)).Value.Settle(new Actual { InputTokens = 400, OutputTokens = 90, Nanos = 900 });

    private static ReserveRequest Ask(LimitNode[] nodes) =>
        new() { Organization = "org_01k9x8w7v6t5s4r3q2p1n0m9k8", Nodes = nodes, InputTokens = 400, OutputTokens = 120, Nanos = 1_000 };

    private static (BudgetBook Book, LimitNode[][] Nodes) Make(int keys, bool perKey)
    {
        var book = new BudgetBook(TimeProvider.System, null, new BudgetLimits());
        var nodes = Enumerable.Range(0, keys).Select(i => new LimitNode[]
        {
            new(NodeKind.Organization, "org_01k9x8w7v6t5s4r3q2p1n0m9k8"), new(NodeKind.Team, "team_search"), new(NodeKind.Key, $"key_01k9x8w7v6t5s4r3q2p1n{i:D6}"),
            new(NodeKind.User, "user_ada"), new(NodeKind.Tag, "feature=chat"), new(NodeKind.Model, "gpt-4o-mini"),
        }).ToArray();
        var month = LimitWindow.Calendar(WindowKind.Month);
        List<LimitRule> rules =
        [
            Of("org", NodeKind.Organization, LimitUnit.NanoDollars, month), Of("org-slots", NodeKind.Organization, LimitUnit.Parallel, LimitWindow.Minute),
            Of("team", NodeKind.Team, LimitUnit.NanoDollars, month), Of("user", NodeKind.User, LimitUnit.TotalTokens, LimitWindow.Calendar(WindowKind.Day)),
            Of("tag", NodeKind.Tag, LimitUnit.NanoDollars, month), Of("model", NodeKind.Model, LimitUnit.TotalTokens, LimitWindow.Minute),
        ];
        if (perKey)
        {
            rules.AddRange(nodes.SelectMany(n => new[] { LimitUnit.Requests, LimitUnit.TotalTokens }
                .Select(u => Of($"{n[2].Id}.{u}", NodeKind.Key, u, LimitWindow.Minute) with { Scope = n[2], AlertPercents = [] })));
        }
        else
        {
            rules.AddRange([Of("rpm", NodeKind.Key, LimitUnit.Requests, LimitWindow.Minute), Of("tpm", NodeKind.Key, LimitUnit.TotalTokens, LimitWindow.Minute)]);
        }

        Trace.Assert(book.SetRules("bench", rules).IsOk, "the rules are good");
        return (book, nodes);
    }

    private static LimitRule Of(string id, NodeKind kind, LimitUnit unit, LimitWindow window) =>
        new() { Id = id, Scope = LimitNode.Each(kind), Unit = unit, Amount = RuleCheck.AmountMax, Window = window };
}
