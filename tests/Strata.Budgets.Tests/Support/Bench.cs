using Strata.Budgets.Alerts;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Core.Results;
using Strata.Tests.Shared;

namespace Strata.Budgets.Tests.Support;

/// <summary>A book under a clock that stands, and what it raised.</summary>
internal sealed class Bench : IBudgetAlerts
{
    private readonly List<BudgetAlert> raised = [];

    public Bench(params LimitRule[] rules)
    {
        Book = new BudgetBook(Time, this, Limits);
        Set(rules);
    }

    public static BudgetLimits Limits { get; } = new() { NodesPerRuleMax = 1_000 };

    public ManualTime Time { get; } = new();

    public BudgetBook Book { get; }

    public BudgetAlert[] Raised
    {
        get
        {
            lock (raised)
            {
                return [.. raised];
            }
        }
    }

    public void Set(params LimitRule[] rules) => Assert.True(Book.SetRules("test", rules).IsOk, "the rules are good");

    public Result<Reservation> Reserve(long input = 0, long output = 0, long? nanos = 0, params LimitNode[] nodes) =>
        Book.Reserve(new ReserveRequest
        {
            Organization = "org",
            Nodes = nodes.Length > 0 ? nodes : [Rule.Org, Rule.Key],
            InputTokens = input,
            OutputTokens = output,
            Nanos = nanos,
        });

    public void Raise(BudgetAlert alert)
    {
        lock (raised)
        {
            raised.Add(alert);
        }
    }
}
