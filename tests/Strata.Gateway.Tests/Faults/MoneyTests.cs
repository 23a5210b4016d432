using Strata.Gateway.Tests.Support;
using Strata.Tests.Shared.Gateway;

namespace Strata.Gateway.Tests.Faults;

public sealed class MoneyTests
{
    /// <summary>A small part of <c>strata check money</c>.</summary>
    [Fact]
    public async Task Ledger_bill_and_budget_are_one_number_over_six_hundred_mixed_calls_and_no_slot_leaks()
    {
        var result = await new MoneyRun(calls: 600, seed: 5, parallel: 24).RunAsync(TestHost.Token);
        Assert.True(result.Wrong.Count == 0, $"{result.Wrong.Count} calls\n" + string.Join('\n', result.Wrong.Take(40)));
        Assert.Equal((600, result.BillNanos, result.BillNanos, 0L), (result.Rows, result.LedgerNanos, result.BudgetNanos, result.Leaked));
        Assert.Contains("ClientCancelled", result.Ends);
        Assert.Contains("FailedOver", result.Ends);
        Assert.Contains("Cached", result.Ends);
    }
}
