using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Console.Data;
using Strata.Core.Tenancy;

namespace Strata.Console.Sources;

/// <summary>The counts of the gateway's budget book that a caller may see.</summary>
internal sealed class BookBudgets(BudgetBook book, IKeyDesk keys) : IBudgetDesk
{
    /// <summary>Counts that a page reads; a tenant with more of them looks at one node at a time.</summary>
    private const int ViewsMax = 2_000;

    public IReadOnlyList<BudgetView> List(Caller caller)
    {
        var views = new List<BudgetView>();
        string? after = null;
        do
        {
            var page = book.Read(new BudgetQuery { Organization = caller.Organization, After = after, Take = BudgetQuery.TakeMax });
            views.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && views.Count < ViewsMax);

        if (caller.Is(Role.Admin))
        {
            return views;
        }

        var own = caller.Role == Role.Service ? [caller.KeyId] : keys.List(caller.Project).Select(k => k.Id).ToHashSet(StringComparer.Ordinal);
        return [.. views.Where(v => IsTheirs(v.Node, caller, own))];
    }

    private static bool IsTheirs(LimitNode node, Caller caller, HashSet<string> keys) => node.Kind switch
    {
        _ when node.IsEvery => true,
        NodeKind.Organization => node.Id == caller.Organization,
        NodeKind.Team => node.Id == caller.Project,
        NodeKind.Key => keys.Contains(node.Id),
        NodeKind.User => caller.User.Length > 0 && node.Id == caller.User,
        _ => false,
    };
}
