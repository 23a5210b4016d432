using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Tests.Support;
using Strata.Budgets.Views;

namespace Strata.Budgets.Tests.Book;

public sealed class BookReaderTests
{
    [Fact]
    public void Every_node_is_read_once_over_pages_of_any_size()
    {
        var bench = new Bench(Rule.Of(LimitNode.Each(NodeKind.Tag), LimitUnit.Requests, 5), Rule.Of(Rule.Org, LimitUnit.TotalTokens, 500), Rule.Of(LimitNode.Each(NodeKind.User), LimitUnit.Requests, 5));
        for (var i = 0; i < 25; i++)
        {
            bench.Reserve(10, nodes: new LimitNode(NodeKind.Tag, $"t={i}")).Value.Settle(new Actual { InputTokens = 10 });
            bench.Book.Reserve(new ReserveRequest { Organization = "other", Nodes = [new LimitNode(NodeKind.Tag, $"t={i}")] });
        }

        using var held = bench.Reserve(10).Value;
        foreach (var take in new[] { 1, 7, 500 })
        {
            var read = new List<BudgetView>();
            string? after = null;
            do
            {
                var page = bench.Book.Read(new BudgetQuery { Take = take, After = after });
                Assert.InRange(page.Items.Count, 1, take);
                read.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);

            Assert.Equal(52, read.Count);
            Assert.Distinct(read.Select(v => (v.Rule.Id, v.Organization, v.Node)));
        }

        var mine = bench.Book.Read(new BudgetQuery { Organization = "org" }).Items;
        Assert.Equal(27, mine.Count);
        Assert.DoesNotContain(mine, v => v.Organization == "other");
        var tokens = Assert.Single(mine, v => v.Rule.Unit == LimitUnit.TotalTokens);
        Assert.Equal((0, 10, 490), (tokens.Spent, tokens.Reserved, tokens.Left));
        Assert.Single(bench.Book.Read(new BudgetQuery { Organization = "org", Kind = NodeKind.Tag, Node = "t=7" }).Items);

        // What all tenants share of a provider is the operator's to see.
        var shared = Rule.Of(LimitNode.Each(NodeKind.Provider), LimitUnit.Requests, 5);
        bench.Set(shared, shared with { Id = "own", Organization = "org" });
        using var call = bench.Reserve(nodes: new LimitNode(NodeKind.Provider, "p")).Value;
        Assert.Equal("own", Assert.Single(bench.Book.Read(new BudgetQuery { Organization = "org" }).Items).Rule.Id);
        Assert.Equal(2, bench.Book.Read(new BudgetQuery()).Items.Count);
        Assert.Empty(bench.Book.Read(new BudgetQuery { After = "zzz\u001f\u001f\u001f" }).Items);
    }
}
