using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Slices;
using Strata.Core.Results;

namespace Strata.Budgets.Tests.Support;

/// <summary>One process of several: a book and its keeper, moved by hand.</summary>
internal sealed class Replica : IDisposable
{
    public Replica(string name, ISliceStore store, TimeProvider time, params LimitRule[] rules)
        : this((name, true), store, time, null, rules)
    {
    }

    public Replica((string Name, bool Shared) process, ISliceStore store, TimeProvider time, ISpendHistory? history, params LimitRule[] rules)
    {
        Book = new BudgetBook(time);
        Keeper = new BudgetKeeper(Book, store, process, time, history);
        Assert.True(Book.SetRules("test", rules).IsOk);
    }

    public BudgetBook Book { get; }

    public BudgetKeeper Keeper { get; }

    public ValueTask SyncAsync() => Keeper.StepAsync(CancellationToken.None);

    public Result<Reservation> Reserve(long tokens, params LimitNode[] nodes) =>
        Book.Reserve(new ReserveRequest { Organization = "org", Nodes = nodes.Length > 0 ? nodes : [Rule.Key], InputTokens = tokens, Nanos = tokens });

    /// <summary>One request of so many tokens and nano-dollars from begin to end.</summary>
    public bool TryUse(long tokens, params LimitNode[] nodes)
    {
        if (!Reserve(tokens, nodes).Try(out var held, out _))
        {
            return false;
        }

        held.Settle(new Actual { InputTokens = tokens, Nanos = tokens });
        return true;
    }

    public void Dispose() => Keeper.Dispose();
}
