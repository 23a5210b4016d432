using Strata.Caching.Flights;

namespace Strata.Caching.Tests.Flights;

public sealed class SingleFlightTests
{
    [Fact]
    public async Task Those_who_come_while_one_flies_get_its_answer()
    {
        var flights = new SingleFlight();
        var leader = flights.Join(Samples.Key(1)).Leads!;
        var waits = Enumerable.Range(0, 5).Select(_ => flights.Join(Samples.Key(1)).Follows!.WaitAsync(TestContext.Current.CancellationToken)).ToArray();
        var answer = Samples.Answer(DateTimeOffset.UnixEpoch);
        leader.Land(answer);
        Assert.All(await Task.WhenAll(waits), a => Assert.Same(answer, a));
        Assert.NotNull(flights.Join(Samples.Key(1)).Leads);
    }

    [Fact]
    public async Task A_leader_who_fails_lets_the_others_go_on_alone()
    {
        var flights = new SingleFlight();
        var leader = flights.Join(Samples.Key(1)).Leads!;
        var wait = flights.Join(Samples.Key(1)).Follows!.WaitAsync(TestContext.Current.CancellationToken);
        leader.Dispose();
        Assert.Null(await wait);
        Assert.Equal(0, flights.Count);
    }

    [Fact]
    public void Flights_and_waiters_are_bounded()
    {
        var flights = new SingleFlight();
        flights.Join(Samples.Key(0));
        for (var i = 0; i < SingleFlight.WaitersMax; i++)
        {
            Assert.NotNull(flights.Join(Samples.Key(0)).Follows);
        }

        Assert.Equal(default, flights.Join(Samples.Key(0)));
    }
}
