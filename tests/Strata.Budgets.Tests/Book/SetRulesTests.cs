using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Tests.Support;
using Strata.Core.Results;

namespace Strata.Budgets.Tests.Book;

public sealed class SetRulesTests
{
    private static readonly LimitRule Good = Rule.Of(Rule.Key, LimitUnit.Requests, 1) with { Id = "good" };

    [Fact]
    public void A_set_with_a_mistake_changes_nothing_and_names_it()
    {
        var book = new BudgetBook(TimeProvider.System, null, new BudgetLimits { RulesMax = 2 });
        Assert.True(book.SetRules("file", [Good]).IsOk);
        LimitRule[] wrong =
        [
            Good with { Id = "" }, Good with { Amount = -1 }, Good with { Amount = long.MaxValue }, Good with { Window = LimitWindow.Sliding(TimeSpan.Zero) },
            Good with { Scope = new(NodeKind.Tag, "untagged") }, Good with { AlertPercents = [80, 50] }, Good with { AlertPercents = [0] }, Good with { Organization = "" },
        ];
        Assert.All(wrong, rule => Assert.Equal(ProblemCode.InvalidRequest, book.SetRules("file", [rule]).Problem.Code));
        Assert.Contains("twice", book.SetRules("file", [Good, Good]).Problem.Message, StringComparison.Ordinal);
        Assert.Equal(ProblemCode.TooLarge, book.SetRules("database", [Good, Good with { Id = "other" }]).Problem.Code);
        Assert.Single(book.Snapshot.Rules);
    }

    [Fact]
    public void Sources_stand_beside_each_other_and_a_rule_taken_away_lets_its_requests_end()
    {
        var bench = new Bench(Good with { Unit = LimitUnit.Parallel });
        using var running = bench.Reserve().Value;
        Assert.False(bench.Reserve().IsOk);
        Assert.True(bench.Book.SetRules("database", [Good with { Amount = 0 }]).IsOk);
        bench.Set();
        Assert.Contains("'good'", bench.Reserve().Problem.Message, StringComparison.Ordinal);
        Assert.True(bench.Book.SetRules("database", []).IsOk);
        Assert.True(bench.Reserve().IsOk);
        running.Settle(new Actual());
        Assert.True(running.TryTopUp(1_000, 1_000), "after its end nothing is asked");
    }
}
