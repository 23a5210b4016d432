using Strata.Gateway.Tests.Support;
using Strata.Tests.Shared.Gateway;

namespace Strata.Gateway.Tests.Faults;

public sealed class BudgetsAtOnceTests
{
    [Fact]
    public async Task Five_hundred_at_once_on_a_budget_for_a_hundred_admit_a_hundred()
    {
        var (admitted, refused, spent, amount) = await BudgetRun.AtOnceAsync(500, 100, TestHost.Token);
        Assert.Equal((100, 400), (admitted, refused));
        Assert.Equal(amount, spent);
    }

    /// <summary>A part of what <c>strata check money</c> does ten thousand times.</summary>
    [Fact]
    public async Task Callers_who_leave_at_any_moment_leave_no_place_taken()
    {
        var (held, places) = await BudgetRun.AbortsAsync(400, TestHost.Token);
        Assert.Equal((0L, 64), (held, places));
    }
}
