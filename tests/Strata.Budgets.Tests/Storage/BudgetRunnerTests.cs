using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Slices;
using Strata.Budgets.Storage;
using Strata.Budgets.Tests.Support;

namespace Strata.Budgets.Tests.Storage;

public sealed class BudgetRunnerTests
{
    [Fact]
    public async Task A_rule_and_what_was_used_under_it_are_there_after_a_restart()
    {
        await using var store = new SqliteStore();
        var set = await store.OpenAsync();
        for (var start = 0; start < 3; start++)
        {
            var book = new BudgetBook(TimeProvider.System);
            using var rules = new RuleStore(set.Database, set.Changes, TimeProvider.System, book);
            using var keeper = new BudgetKeeper(book, new SliceStore(set.Database, TimeProvider.System), ($"start-{start}", false), TimeProvider.System);
            keeper.Failed += e => Assert.Fail(e.ToString());
            var runner = new BudgetRunner(rules, keeper, TimeProvider.System);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestTime.Token);
            await runner.StartAsync(stop.Token);
            var running = runner.RunAsync(stop.Token);
            if (start == 0)
            {
                await rules.PutAsync(Rule.Of(Rule.Key, LimitUnit.NanoDollars, 2, LimitWindow.Total) with { Id = "two" }, stop.Token);
            }

            var request = new ReserveRequest { Organization = "org", Nodes = [Rule.Key], Nanos = 1 };
            Assert.Equal(start < 2, book.Reserve(request).Try(out var held, out _));
            held?.Settle(new Actual { Nanos = 1 });
            await stop.CancelAsync();
            await running;
        }
    }
}
