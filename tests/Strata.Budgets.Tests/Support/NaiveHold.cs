using Strata.Budgets.Rules;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Tests.Support;

/// <summary>What a request of the naive twin holds.</summary>
internal sealed class NaiveHold(NaiveRequest request, LimitRule rule, LimitNode node, bool isTarget, BookTime at)
{
    public NaiveRequest Request { get; } = request;

    public LimitRule Rule { get; } = rule;

    public LimitNode Node { get; } = node;

    public bool IsTarget { get; } = isTarget;

    public BookTime At { get; } = at;

    public long Amount { get; set; }
}
