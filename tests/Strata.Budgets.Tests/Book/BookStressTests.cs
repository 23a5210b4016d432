using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Tests.Support;

namespace Strata.Budgets.Tests.Book;

public sealed class BookStressTests
{
    private static readonly LimitNode[] Keys = [.. Enumerable.Range(0, 3).Select(i => new LimitNode(NodeKind.Key, $"k{i}"))];
    private static readonly LimitNode[] Providers = [.. Enumerable.Range(0, 2).Select(i => new LimitNode(NodeKind.Provider, $"p{i}"))];

    [Fact]
    public void After_ten_thousand_aborts_at_every_point_no_slot_is_held_and_every_settled_nano_is_counted()
    {
        var bench = new Bench(
            Rule.Of(LimitNode.Each(NodeKind.Key), LimitUnit.Parallel, 4),
            Rule.Of(Rule.Org, LimitUnit.Parallel, 6),
            Rule.Of(Rule.Org, LimitUnit.NanoDollars, long.MaxValue >> 8, LimitWindow.Total),
            Rule.Of(LimitNode.Each(NodeKind.Provider), LimitUnit.TotalTokens, 1_000_000_000, LimitWindow.Total),
            Rule.Of(LimitNode.Each(NodeKind.Key), LimitUnit.Requests, 1_000_000_000, LimitWindow.Total));
        long settled = 0, requests = 0;
        Parallel.For(0, 8, worker =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 1_500; i++)
            {
                var nodes = random.Next(2) == 0 ? new[] { Rule.Org, Keys[random.Next(3)] } : [Keys[random.Next(3)], Rule.Org];
                if (!bench.Reserve(10, 10, 100, nodes).Try(out var held, out _))
                {
                    continue;
                }

                var nanos = random.Next(1_000);
                if (Run(bench, held, random, nanos))
                {
                    Interlocked.Add(ref settled, nanos);
                    Interlocked.Increment(ref requests);
                }
            }
        });

        var counters = bench.Book.Snapshot.Rules.SelectMany(r => r.Counters()).ToArray();
        Assert.All(counters, c => Assert.Equal(0, c.Reserved));
        Assert.Equal(settled, counters.Single(c => c.Rule.Unit == LimitUnit.NanoDollars).Spent);
        Assert.Equal(requests, counters.Where(c => c.Rule.Unit == LimitUnit.Requests).Sum(c => c.Spent));
        Assert.True(requests > 1_000, $"{requests} requests came to their end");
    }

    /// <summary>Ends a request in one of the ways there are, often from two threads at once; true where it was settled.</summary>
    private static bool Run(Bench bench, Reservation held, Random random, int nanos)
    {
        if (random.Next(2) == 0)
        {
            bench.Book.AddTarget(held, [Providers[random.Next(2)]]);
        }

        var canceller = random.Next(3) == 0 ? Task.Run(() => held.TryTopUp(random.Next(100), 150)) : Task.CompletedTask;
        switch (random.Next(4))
        {
            case 0:
                held.Settle(new Actual { InputTokens = 5, OutputTokens = 5, Nanos = nanos });
                held.Dispose();
                canceller.GetAwaiter().GetResult();
                return true;
            case 1:
                Parallel.Invoke(held.Dispose, held.Dispose, () => held.DropTarget());
                break;
            case 2:
                held.DropTarget(new Actual { InputTokens = 5 });
                held.Dispose();
                break;
            default:
                held.Dispose();
                held.Settle(new Actual { Nanos = nanos });
                break;
        }

        canceller.GetAwaiter().GetResult();
        return false;
    }

    [Fact]
    public void Reserving_and_settling_allocates_the_reservation_and_nothing_else()
    {
        LimitNode[] nodes = [Rule.Org, new(NodeKind.Team, "t"), Rule.Key, new(NodeKind.User, "u"), new(NodeKind.Tag, "a=b"), new(NodeKind.Model, "m")];
        var bench = new Bench([
            Rule.Of(Rule.Org, LimitUnit.NanoDollars, RuleCheck.AmountMax, LimitWindow.Total),
            .. nodes.Select(n => Rule.Of(n, LimitUnit.TotalTokens, 1L << 50)),
            Rule.Of(Rule.Key, LimitUnit.Requests, 1L << 50)]);
        Cycle(bench, nodes, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Cycle(bench, nodes, 1_000);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        Assert.InRange(each, 1, 480);
    }

    private static void Cycle(Bench bench, LimitNode[] nodes, int times)
    {
        for (var i = 0; i < times; i++)
        {
            bench.Reserve(100, 100, 1_000, nodes).Value.Settle(new Actual { InputTokens = 100, OutputTokens = 90, Nanos = 900 });
        }
    }
}
