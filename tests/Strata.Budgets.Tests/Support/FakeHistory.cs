using Strata.Budgets.Rules;
using Strata.Budgets.Slices;

namespace Strata.Budgets.Tests.Support;

/// <summary>A ledger that says one sum.</summary>
internal sealed class FakeHistory : ISpendHistory
{
    public long Sum { get; init; }

    /// <summary>When each token was used; in place of <see cref="Sum"/> where there are any.</summary>
    public List<DateTimeOffset> Used { get; } = [];

    public int Asked { get; private set; }

    public ValueTask<long> SumAsync(LimitRule rule, string organization, LimitNode node, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken cancellationToken)
    {
        Asked++;
        Assert.True(span.From <= span.Until);
        return ValueTask.FromResult(Used.Count == 0 ? Sum : Used.Count(u => u >= span.From && u < span.Until));
    }
}
