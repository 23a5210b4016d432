using Strata.Budgets.Rules;
using Strata.Budgets.Slices;

namespace Strata.Budgets.Tests.Support;

/// <summary>A ledger that says one sum.</summary>
internal sealed class FakeHistory : ISpendHistory
{
    public long Sum { get; init; }

    public int Asked { get; private set; }

    public ValueTask<long> SumAsync(LimitRule rule, string organization, LimitNode node, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken cancellationToken)
    {
        Asked++;
        Assert.True(span.From <= span.Until);
        return ValueTask.FromResult(Sum);
    }
}
