using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Tests.Support;

namespace Strata.Budgets.Tests.Book;

/// <summary>Random histories: the book and its naive twin decide alike and count alike. A failing seed is in the message.</summary>
public sealed class BookTwinTests
{
    private static readonly LimitWindow[] Spans =
    [
        LimitWindow.Minute, LimitWindow.Sliding(TimeSpan.FromSeconds(7)), LimitWindow.Sliding(TimeSpan.FromHours(3)),
        LimitWindow.Calendar(WindowKind.Day, TimeSpan.FromHours(-5)), LimitWindow.Calendar(WindowKind.Week), LimitWindow.Total,
    ];

    [Fact]
    public void The_book_does_what_its_naive_twin_does()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            Play(seed);
        }
    }

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var rules = Enumerable.Range(0, random.Next(1, 9)).Select(i => RandomRule(random, i)).ToArray();
        var bench = new Bench(rules);
        var twin = new NaiveBook(rules);
        var open = new List<(Reservation Book, NaiveRequest Twin)>();
        for (var step = 0; step < 120; step++)
        {
            var now = bench.Book.Now;
            var at = open.Count == 0 ? -1 : random.Next(open.Count);
            switch (random.Next(at < 0 ? 2 : 9))
            {
                case 0:
                    bench.Time.Advance(TimeSpan.FromMilliseconds(Math.Pow(10, random.NextDouble() * 8)));
                    break;
                case 1 or 2 or 3:
                    Reserve(seed, random, (bench, twin), open);
                    break;
                case 4:
                    var (output, nanos) = (random.Next(120), random.Next(120));
                    Assert.True(open[at].Book.TryTopUp(output, nanos) == twin.TopUp(open[at].Twin, output, nanos, now), $"seed {seed}, step {step}: top-up");
                    break;
                case 5:
                    var nodes = RandomNodes(random, NodeKind.Provider);
                    Assert.True(bench.Book.AddTarget(open[at].Book, nodes).IsOk == twin.AddTarget(open[at].Twin, nodes, now), $"seed {seed}, step {step}: target");
                    break;
                case 6:
                    var part = RandomActual(random);
                    open[at].Book.DropTarget(part);
                    twin.Drop(open[at].Twin, part, now);
                    break;
                default:
                    var used = random.Next(4) == 0 ? new Actual { Requests = 0, Nanos = 0 } : RandomActual(random);
                    open[at].Book.Settle(used);
                    open[at].Book.Settle(RandomActual(random));
                    twin.Settle(open[at].Twin, used, now);
                    open.RemoveAt(at);
                    break;
            }

            Compare(bench, twin, $"seed {seed}, step {step}");
        }
    }

    private static void Reserve(int seed, Random random, (Bench Book, NaiveBook Twin) pair, List<(Reservation Book, NaiveRequest Twin)> open)
    {
        LimitNode[] nodes = [.. RandomNodes(random, NodeKind.Key), .. RandomNodes(random, NodeKind.Tag)];
        var (input, output, nanos) = (random.Next(40), random.Next(40), random.Next(40));
        if (nodes.Length == 0)
        {
            return;
        }

        var mine = pair.Book.Reserve(input, output, nanos, nodes);
        var other = pair.Twin.Reserve(nodes, input, output, nanos, pair.Book.Book.Now);
        Assert.True(mine.IsOk == other is not null, $"seed {seed}: {mine}");
        if (other is not null)
        {
            open.Add((mine.Value, other));
        }
    }

    private static void Compare(Bench bench, NaiveBook twin, string where)
    {
        var now = bench.Book.Now;
        foreach (var counter in bench.Book.Snapshot.Rules.SelectMany(r => r.Counters()))
        {
            lock (counter.Gate)
            {
                counter.Advance(now);
                Assert.True(counter.Spent == twin.Spent(counter.Rule, counter.Node, now), $"{where}: {counter.Rule.Id} {counter.Node} spent {counter.Spent}, twin {twin.Spent(counter.Rule, counter.Node, now)}");
                Assert.True(counter.Reserved == twin.Held(counter.Rule, counter.Node), $"{where}: {counter.Rule.Id} {counter.Node} holds {counter.Reserved}, twin {twin.Held(counter.Rule, counter.Node)}");
            }
        }
    }

    private static LimitRule RandomRule(Random random, int i)
    {
        var kind = new[] { NodeKind.Key, NodeKind.Tag, NodeKind.Provider }[random.Next(3)];
        var unit = (LimitUnit)random.Next(6);
        return new LimitRule
        {
            Id = $"rule{i}",
            Scope = random.Next(2) == 0 ? LimitNode.Each(kind) : new LimitNode(kind, $"{kind}={random.Next(2)}"),
            Unit = unit,
            Amount = unit is LimitUnit.Requests or LimitUnit.Parallel ? random.Next(8) : random.Next(300),
            Window = unit == LimitUnit.Parallel ? LimitWindow.Minute : Spans[random.Next(Spans.Length)],
            Mode = (LimitMode)Math.Max(0, random.Next(5) - 2),
        };
    }

    private static LimitNode[] RandomNodes(Random random, NodeKind kind) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => new LimitNode(kind, $"{kind}={random.Next(3)}"))];

    private static Actual RandomActual(Random random) => new() { InputTokens = random.Next(60), OutputTokens = random.Next(60), Nanos = random.Next(60) };
}
