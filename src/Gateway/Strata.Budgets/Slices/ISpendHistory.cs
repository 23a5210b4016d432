using Strata.Budgets.Rules;

namespace Strata.Budgets.Slices;

/// <summary>Sums over the ledger; the gateway gives them.</summary>
public interface ISpendHistory
{
    /// <summary>What the requests that began in a span used, in the rule's unit.</summary>
    /// <param name="rule">The rule: its unit, and the organisation it holds in.</param>
    /// <param name="organization">The organisation whose requests count; empty for all.</param>
    /// <param name="node">The node they count against.</param>
    /// <param name="span">The first instant that counts, and the first that does not any more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<long> SumAsync(LimitRule rule, string organization, LimitNode node, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken cancellationToken);
}
