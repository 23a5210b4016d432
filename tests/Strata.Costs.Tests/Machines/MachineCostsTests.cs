using Strata.Costs.Machines;

namespace Strata.Costs.Tests.Machines;

public sealed class MachineCostsTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MachineOptions Gpu = new() { Name = "gpu", Deployments = ["strata/*"], PerHour = 2, Slots = 2 };

    [Fact]
    public void Busy_time_is_shared_by_work_and_the_rest_is_idle()
    {
        // $2 × 10 h = $20; 5 h of 20 slot-hours were used: 0.25, so $5 by work of 400 + 4 × 100 = 800 and 0 + 4 × 50 = 200, and $15 idle.
        MachineUse[] uses =
        [
            new("a", "strata/x", 400, 100, TimeSpan.FromHours(4)), new("b", "strata/y", 0, 50, TimeSpan.FromHours(1)), new("b", "openai/z", 1_000, 1_000, TimeSpan.FromHours(9)),
        ];
        var bill = MachineCosts.Of(Gpu, uses, T0, T0.AddHours(10));
        Assert.Equal((20_000_000_000, 0.25), (bill.CostNanos, bill.Utilization));
        Assert.Equal(
            [new MachineLine("a", "strata/x", 500, 4_000_000_000), new MachineLine("b", "strata/y", 50, 1_000_000_000), new MachineLine("", "", 0, 15_000_000_000)], bill.Lines);
        Assert.Equal((9_090.909091m, 36_363.636364m), (bill.PerMillionBusy, bill.PerMillion));
    }

    [Fact]
    public void Lines_add_up_whatever_the_shares()
    {
        var random = new Random(3);
        for (var run = 0; run < 200; run++)
        {
            var uses = Enumerable.Range(0, random.Next(1, 40)).Select(i => new MachineUse("p" + i, "strata/x", random.Next(10_000), random.Next(10_000), TimeSpan.FromSeconds(random.Next(100)))).ToArray();
            var bill = MachineCosts.Of(Gpu with { PerHour = 1.234567891m }, uses, T0, T0.AddMinutes(random.Next(1, 10_000)));
            Assert.Equal(bill.CostNanos, bill.Lines.Sum(l => l.CostNanos));
            Assert.All(bill.Lines, l => Assert.True(l.CostNanos >= 0));
        }
    }

    [Fact]
    public void Without_use_all_is_idle_and_no_token_has_a_price()
    {
        var bill = MachineCosts.Of(Gpu, [], T0, T0.AddHours(1));
        Assert.True(Assert.Single(bill.Lines).IsIdle);
        Assert.Null(bill.PerMillion);
    }

    [Fact]
    public void More_work_than_slots_is_no_more_than_all_of_it() =>
        Assert.Equal(1, MachineCosts.Of(Gpu, [new("a", "strata/x", 1, 1, TimeSpan.FromHours(100))], T0, T0.AddHours(1)).Utilization);

    [Fact]
    public void A_machine_costs_from_its_first_day_on() =>
        Assert.Equal(2_000_000_000, MachineCosts.Of(Gpu with { From = T0.AddHours(9) }, [], T0, T0.AddHours(10)).CostNanos);
}
