using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Routing.Tests.Support;

namespace Strata.Routing.Tests.Simulations;

/// <summary>What callers see when targets misbehave, over several seeds; a failure says its seed.</summary>
public sealed class SimulationTests
{
    private const int Rate = 100;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly RouteOptions Three = Bench.Route("a/m", "b/m", "c/m");

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_dead_primary_costs_no_caller_an_error(int seed)
    {
        var result = Run(seed, Three with { Strategy = RouteStrategy.Priority }, SimTarget.When(at => at.TotalSeconds > 20, SimTarget.Dead, SimTarget.Well()), SimTarget.Well(), SimTarget.Well());
        Holds(seed, result, result.Failed == 0);
        Holds(seed, result, result.Extra <= 30);
        Holds(seed, result, result.P95 < 125);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_primary_dead_from_the_start_is_found_out_by_few(int seed)
    {
        var result = Run(seed, Three, SimTarget.Dead, SimTarget.Well(), SimTarget.Well());
        Holds(seed, result, result.Failed == 0);
        Holds(seed, result, result.ByTarget["a/m"] <= 25);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_flapping_target_is_asked_less_and_less_and_hurts_nobody(int seed)
    {
        var result = Run(seed, Three, SimTarget.When(at => (int)at.TotalSeconds % 8 < 4, SimTarget.Dead, SimTarget.Well()), SimTarget.Well(), SimTarget.Well());
        Holds(seed, result, result.Failed == 0);
        Holds(seed, result, result.Extra <= result.Requests * 0.03);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_down_is_told_at_once_without_a_storm_and_recovery_is_noticed(int seed)
    {
        var outage = SimTarget.When(at => at.TotalSeconds is > 10 and < 30, SimTarget.Dead, SimTarget.Well());
        var result = Run(seed, Three, outage, outage, outage);
        var during = Rate * 20;
        Holds(seed, result, result.Extra <= 50 + (result.Requests * 0.10));
        Holds(seed, result, result.Failed <= during * 1.15);
        Holds(seed, result, result.Untried == 0);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_only_target_is_asked_all_the_way_through_an_outage(int seed)
    {
        var result = Run(seed, Bench.Route("a/m"), SimTarget.When(at => at.TotalSeconds is > 10 and < 20, SimTarget.Dead, SimTarget.Well()));
        Holds(seed, result, result.Untried == 0);
        Holds(seed, result, result.Failed <= Rate * 10 * 1.15);
        Holds(seed, result, result.Extra <= 50 + (result.Requests * 0.10));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_single_error_of_the_only_target_is_mended_by_a_retry(int seed)
    {
        var random = new Random(seed);
        var result = Run(seed, Bench.Route("a/m"), SimTarget.When(_ => random.Next(50) == 0, SimTarget.Dead, SimTarget.Well()));
        Holds(seed, result, result.Failed <= 3);
        Holds(seed, result, result.Untried == 0);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_storm_of_429_moves_to_who_has_room_and_keeps_to_what_was_stated(int seed)
    {
        var storm = SimTarget.When(at => at.TotalSeconds is > 10 and < 40, SimTarget.Limits(TimeSpan.FromSeconds(5)), SimTarget.Well());
        var moved = Run(seed, Three, storm, storm, SimTarget.Well());
        Holds(seed, moved, moved.Failed == 0);
        Holds(seed, moved, moved.Extra <= moved.Requests * 0.05);

        var alone = Run(seed, Bench.Route("a/m"), storm);
        Holds(seed, alone, alone.Attempts - alone.Succeeded <= 60);
        Holds(seed, alone, alone.Succeeded >= (alone.Requests * 0.5) - 200);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_429_that_says_nothing_backs_off_by_itself(int seed)
    {
        var storm = SimTarget.When(at => at.TotalSeconds is > 10 and < 40, SimTarget.Limits(null), SimTarget.Well());
        var result = Run(seed, Three, storm, SimTarget.Well(), SimTarget.Well());
        Holds(seed, result, result.Failed == 0);
        Holds(seed, result, result.Extra <= result.Requests * 0.02);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_slow_target_is_left_for_quicker_ones_and_found_again_when_well(int seed)
    {
        var slow = SimTarget.When(at => at.TotalSeconds < 40, SimTarget.Well(2_000), SimTarget.Well(50));
        var result = new Simulation(seed, Three with { Strategy = RouteStrategy.Latency }, Targets([slow, SimTarget.Well(), SimTarget.Well()])).Run(TimeSpan.FromMinutes(6), 20);
        Holds(seed, result, result.Failed == 0);
        Holds(seed, result, result.P95 < 200);
        Holds(seed, result, result.ByTarget["a/m"] > result.Requests / 4);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var flapping = SimTarget.When(at => (int)at.TotalSeconds % 8 < 4, SimTarget.Dead, SimTarget.Well());
        Assert.Equal(Run(7, Three, flapping, SimTarget.Well(), flapping).ToString(), Run(7, Three, flapping, SimTarget.Well(), flapping).ToString());
    }

    private static SimResult Run(int seed, RouteOptions route, params SimTarget[] targets) => new Simulation(seed, route, Targets(targets)).Run(Minute, Rate);

    private static Dictionary<string, SimTarget> Targets(SimTarget[] targets) =>
        targets.Select((target, i) => (Name: $"{(char)('a' + i)}/m", Target: target)).ToDictionary(t => t.Name, t => t.Target);

    private static void Holds(int seed, SimResult result, bool holds) => Assert.True(holds, $"seed {seed}: {result}");
}
