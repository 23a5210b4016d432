using Strata.Budgets.Rules;
using Strata.Budgets.Slices;
using Strata.Ledger;
using Strata.Ledger.Queries;

namespace Strata.Gateway.Budgeting;

/// <summary>
/// What a node used before its count was made, from the ledger's exact sums. Requests that were refused or failed have rows but used no
/// share of a limit on requests; so a limit that is made today cannot be eaten by yesterday's refusals.
/// </summary>
internal sealed class LedgerHistory(LedgerReader ledger) : ISpendHistory
{
    /// <summary>
    /// A request arrives a little before it is counted, and the one that makes a count is in it: rows of the last moment before the count's birth
    /// would be counted twice. Those that were counted by nobody in it are left out instead.
    /// </summary>
    private static readonly TimeSpan ArrivalSlack = TimeSpan.FromSeconds(1);

    public async ValueTask<long> SumAsync(
        LimitRule rule, string organization, LimitNode node, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken cancellationToken)
    {
        if (rule.Unit == LimitUnit.Parallel || span.Until <= span.From + ArrivalSlack)
        {
            return 0;
        }

        if (organization.Length > 0)
        {
            var query = Narrow(new LedgerQuery { Project = null, Organization = organization, From = span.From, To = span.Until - ArrivalSlack }, node);
            return (await ledger.SumAsync(query, [], cancellationToken)).Sum(s => Of(s, rule.Unit));
        }

        // A count that tenants share: all since the start, less all since the end.
        var since = await ledger.SpentAsync(GroupOf(node.Kind), node.Id, span.From, cancellationToken);
        var after = await ledger.SpentAsync(GroupOf(node.Kind), node.Id, span.Until - ArrivalSlack, cancellationToken);
        return Math.Max(0, Of(since, rule.Unit) - Of(after, rule.Unit));
    }

    private static long Of(UsageSum? sum, LimitUnit unit) => sum is null ? 0 : unit switch
    {
        LimitUnit.Requests => sum.Requests - sum.Failed,
        LimitUnit.InputTokens => sum.Usage.Prompt,
        LimitUnit.OutputTokens => sum.Usage.Completion,
        LimitUnit.TotalTokens => sum.Usage.Total,
        LimitUnit.NanoDollars => sum.CostNanos,
        _ => 0,
    };

    private static LedgerQuery Narrow(LedgerQuery query, LimitNode node) => node.Kind switch
    {
        NodeKind.Organization => query,
        NodeKind.Team => query with { Project = node.Id },
        NodeKind.Key => query with { KeyId = node.Id },
        NodeKind.User => query with { User = node.Id },
        NodeKind.EndUser => query with { EndUser = node.Id },
        NodeKind.Tag => query with { Tag = node.Id },
        NodeKind.Provider => query with { Provider = node.Id },
        NodeKind.Model => query with { Model = node.Id },
        NodeKind.Deployment => query with { Deployment = node.Id },
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static UsageGroup GroupOf(NodeKind kind) => kind switch
    {
        NodeKind.Organization => UsageGroup.Organization,
        NodeKind.Team => UsageGroup.Project,
        NodeKind.Key => UsageGroup.Key,
        NodeKind.User => UsageGroup.User,
        NodeKind.EndUser => UsageGroup.EndUser,
        NodeKind.Tag => UsageGroup.Tag,
        NodeKind.Provider => UsageGroup.Provider,
        NodeKind.Model => UsageGroup.Model,
        NodeKind.Deployment => UsageGroup.Deployment,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
