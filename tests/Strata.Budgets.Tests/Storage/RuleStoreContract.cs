using System.Diagnostics;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Storage;
using Strata.Budgets.Tests.Support;
using Strata.Core.Results;
using Strata.Storage;

namespace Strata.Budgets.Tests.Storage;

public abstract class RuleStoreContract<TStore> : IAsyncLifetime
    where TStore : TestStore, new()
{
    internal TStore Store { get; } = new();

    internal StorageSet Set { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Set = await Store.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Rules_come_back_as_they_were_written_and_only_their_organisation_changes_them()
    {
        var (book, rules) = Open(Set);
        using var _ = rules;
        LimitRule[] written =
        [
            Rule.Of(LimitNode.Each(NodeKind.EndUser), LimitUnit.NanoDollars, 5, LimitWindow.Calendar(WindowKind.Month, TimeSpan.FromHours(-9.5)), LimitMode.Soft) with { Id = "a", AlertPercents = [] },
            Rule.Of(new(NodeKind.Tag, "feature=chat"), LimitUnit.Parallel, 5) with { Id = "b", Organization = "org_1", AlertPercents = [10, 400] },
            Rule.Of(Rule.Org, LimitUnit.OutputTokens, RuleCheck.AmountMax, LimitWindow.Sliding(TimeSpan.FromMilliseconds(1_500)), LimitMode.Shadow) with { Id = "c" },
        ];
        foreach (var rule in written)
        {
            Assert.True((await rules.PutAsync(rule, TestTime.Token)).IsOk);
        }

        Assert.Equal(ProblemCode.Conflict, (await rules.PutAsync(written[1] with { Organization = "org_2" }, TestTime.Token)).Problem.Code);
        Assert.Equal(ProblemCode.NotFound, (await rules.RemoveAsync("org_2", "b", TestTime.Token)).Problem.Code);
        Assert.Equal(ProblemCode.InvalidRequest, (await rules.PutAsync(written[0] with { Amount = -1 }, TestTime.Token)).Problem.Code);

        using var reader = new RuleStore(Set.Database, Set.Changes, TimeProvider.System, new BudgetBook(TimeProvider.System));
        await reader.ReloadAsync(TestTime.Token);
        Assert.Equal(written.Select(Text), reader.List(null).Select(Text));
        Assert.Equal(["b"], rules.List("org_1").Select(r => r.Id));

        Assert.True((await rules.RemoveAsync("org_1", "b", TestTime.Token)).IsOk);
        Assert.Equal(2, book.Snapshot.Rules.Count);
    }

    [Fact]
    public async Task A_rule_is_in_force_on_another_process_within_a_second()
    {
        var (_, here) = Open(Set);
        var (there, follower) = Open(Follower(await Store.OpenAsync()));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestTime.Token);
        await here.ReloadAsync(TestTime.Token);
        var following = follower.FollowAsync(stop.Token);
        await UntilAsync(there, _ => true);
        await Task.Yield();

        var clock = Stopwatch.StartNew();
        await here.PutAsync(Rule.Of(Rule.Key, LimitUnit.Requests, 0) with { Id = "stop" }, TestTime.Token);
        await UntilAsync(there, b => !b.Reserve(new ReserveRequest { Organization = "org", Nodes = [Rule.Key] }).IsOk);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"it took {clock.Elapsed}");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        here.Dispose();
        follower.Dispose();
    }

    /// <summary>The store of the process that follows. Where changes stay in a process, it is the one that changes.</summary>
    internal virtual StorageSet Follower(StorageSet other) => other;

    private static (BudgetBook Book, RuleStore Rules) Open(StorageSet set)
    {
        var book = new BudgetBook(TimeProvider.System);
        return (book, new RuleStore(set.Database, set.Changes, TimeProvider.System, book));
    }

    private static async Task UntilAsync(BudgetBook book, Func<BudgetBook, bool> done)
    {
        var end = TestTime.Token;
        while (!done(book) && !end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, end);
        }
    }

    private static string Text(LimitRule rule) => $"{rule with { AlertPercents = [] }} {string.Join(',', rule.AlertPercents)}".Replace("System.Int32[]", "", StringComparison.Ordinal);
}
