using Strata.Budgets.Estimates;

namespace Strata.Budgets.Tests.Estimates;

public sealed class OutputEstimateTests
{
    [Fact]
    public void It_learns_per_key_then_per_deployment_then_of_all()
    {
        var estimate = new OutputEstimate();
        Assert.Equal(OutputEstimate.Unknown, estimate.For("k", "d", null));
        for (var i = 1; i <= 32; i++)
        {
            estimate.Observe("k", "d", i);
        }

        estimate.Observe("terse", "d", 2);
        Assert.Equal(31, estimate.For("k", "d", null));
        Assert.Equal(2, estimate.For("terse", "d", null));
        Assert.Equal(10, estimate.For("k", "d", 10));
        Assert.InRange(estimate.For("new", "d", null), 29, 32);
        Assert.InRange(estimate.For("new", "new", null), 29, 32);
    }

    [Fact]
    public void Prompts_are_corrected_by_what_the_provider_reported()
    {
        var estimate = new PromptEstimate();
        Assert.Equal(40, estimate.For("d", 40));
        estimate.Observe("d", 40, 30);
        Assert.Equal(30, estimate.For("d", 40));
        Assert.Equal(75, estimate.For("d", 100));
        estimate.Observe("d", 1, 1_000_000);
        Assert.Equal(30, estimate.For("d", 40));
    }
}
