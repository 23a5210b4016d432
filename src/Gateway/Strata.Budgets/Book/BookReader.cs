using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Book;

/// <summary>Reads counts in pages, for the console and the command line.</summary>
internal static class BookReader
{
    private const char Separator = '\u001f';

    public static BudgetPage Read(RuleSnapshot snapshot, BudgetQuery query, BookTime now)
    {
        var after = query.After?.Split(Separator);
        var take = Math.Clamp(query.Take, 1, BudgetQuery.TakeMax);
        var items = new List<BudgetView>(take);
        foreach (var state in Ordered(snapshot, query).Where(s => after is not { Length: 4 } || Compare(s.Source, after[0], s.Rule.Id, after[1]) >= 0))
        {
            foreach (var view in Views(state, query, now))
            {
                if (after is { Length: 4 } && Compare(state.Source, after[0], state.Rule.Id, after[1]) == 0 && Compare(view.Organization, after[2], view.Node.Id, after[3]) <= 0)
                {
                    continue;
                }

                if (items.Count == take)
                {
                    var last = items[^1];
                    return new BudgetPage(items, string.Join(Separator, last.Source, last.Rule.Id, last.Organization, last.Node.Id));
                }

                items.Add(view);
            }
        }

        return new BudgetPage(items, null);
    }

    private static IEnumerable<RuleState> Ordered(RuleSnapshot snapshot, BudgetQuery query) => snapshot.Rules
        .Where(s => (query.Rule is null || s.Rule.Id == query.Rule) && (query.Kind is null || s.Rule.Scope.Kind == query.Kind))
        .Where(s => query.Organization is null || s.Rule.Organization is null || s.Rule.Organization == query.Organization)
        .Where(s => query.Node is null || s.Rule.Scope.IsEvery || s.Rule.Scope.Id == query.Node)
        .OrderBy(s => s.Source, StringComparer.Ordinal).ThenBy(s => s.Rule.Id, StringComparer.Ordinal);

    private static List<BudgetView> Views(RuleState state, BudgetQuery query, BookTime now)
    {
        var views = state.Counters()
            .Where(c => query.Organization is null || c.Organization == query.Organization)
            .Where(c => query.Node is null || c.Node.Id == query.Node)
            .OrderBy(c => c.Organization, StringComparer.Ordinal).ThenBy(c => c.Node.Id, StringComparer.Ordinal)
            .Select(c => View(state, c, now)).ToList();
        var isShared = query.Organization is not null && state.Rule.Organization is null && state.Rule.Scope.Kind >= NodeKind.Provider;
        if (views.Count == 0 && !isShared && (query.Node is null || query.Node == state.Rule.Scope.Id))
        {
            views.Add(new BudgetView { Source = state.Source, Rule = state.Rule, Node = state.Rule.Scope, Organization = state.Rule.Organization ?? "", Left = state.Rule.Amount });
        }

        return views;
    }

    private static BudgetView View(RuleState state, Counter counter, BookTime now)
    {
        lock (counter.Gate)
        {
            counter.Advance(now);
            return new BudgetView
            {
                Source = state.Source,
                Rule = counter.Rule,
                Node = counter.Node,
                Organization = counter.Organization,
                Spent = counter.Spent,
                Reserved = counter.Reserved,
                Left = counter.Left,
                ResetsAt = counter.ResetsAt(),
                Refused = counter.Refused,
                Passed = counter.Passed,
                Unpriced = counter.Unpriced,
            };
        }
    }

    private static int Compare(string a, string b, string c, string d) => string.CompareOrdinal(a, b) is not 0 and var first ? first : string.CompareOrdinal(c, d);
}
