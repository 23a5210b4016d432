using Strata.Routing.Health;

namespace Strata.Routing.Tests.Health;

public sealed class HealthPartsTests
{
    [Fact]
    public void Extras_are_a_share_of_the_traffic_and_what_was_saved_from_many_threads_too()
    {
        var budget = new ShareBudget(0.1, 20);
        var taken = 0;
        Parallel.For(0, 10_000, _ =>
        {
            budget.Deposit();
            if (budget.TryTake())
            {
                Interlocked.Increment(ref taken);
            }
        });
        Assert.InRange(taken, 900, 1_020);
    }

    [Fact]
    public void A_budget_of_nothing_gives_nothing() => Assert.False(new ShareBudget(0, 0).TryTake());

    [Fact]
    public void The_percentile_is_that_of_the_last_answers()
    {
        var track = new LatencyTrack();
        for (var i = 1; i <= 19; i++)
        {
            track.Add(i, 60_000 + i);
        }

        Assert.Equal(0, track.P95Ms);
        for (var i = 20; i <= 64; i++)
        {
            track.Add(i, 60_000 + i);
        }

        Assert.Equal(61, track.P95Ms);
        for (var i = 0; i < 64; i++)
        {
            track.Add(5, 61_000);
        }

        Assert.Equal(5, track.P95Ms);
    }

    [Fact]
    public void The_average_forgets_by_time_and_fades_when_nobody_asks()
    {
        var track = new LatencyTrack();
        track.Add(100, 60_000);
        track.Add(1_000, 90_000);
        Assert.InRange(track.AverageMs, 870, 900);
        Assert.Equal(track.AverageMs, track.Score(110_000));
        Assert.InRange(track.Score(240_000), 1, track.AverageMs / 5);
    }

    [Fact]
    public void A_quick_refusal_is_no_quick_answer()
    {
        var track = new LatencyTrack();
        track.Add(500, 60_000);
        track.Penalize(1, isTimeout: false, 61_000);
        Assert.Equal(500, track.AverageMs);
        track.Penalize(9_000, isTimeout: true, 62_000);
        Assert.True(track.AverageMs > 900);
    }

    [Fact]
    public void A_refused_credential_is_shut_longer_each_time_and_one_call_tries_it()
    {
        var credential = new CredentialHealth("k", new Dice(new Random(3)));
        credential.Refused(60_000);
        Assert.True(credential.IsShut(80_000));
        credential.Refused(80_000);
        Assert.False(credential.IsShut(97_000));
        credential.Enter(97_000);
        Assert.True(credential.IsShut(97_001));
        credential.Refused(98_000);
        Assert.True(credential.IsShut(98_000 + 47_000));
        Assert.False(credential.IsShut(98_000 + 73_000));
        credential.Accepted();
        Assert.False(credential.IsShut(98_001));
    }

    [Fact]
    public void A_stated_wait_is_kept_and_a_shorter_one_does_not_end_it()
    {
        var lane = new Lane(new CredentialHealth("k", new Dice(new Random(3))), new Dice(new Random(4)));
        lane.Limited(TimeSpan.FromSeconds(10), 60_000);
        lane.Limited(TimeSpan.FromSeconds(2), 61_000);
        Assert.True(lane.IsStated && lane.IsCooling(69_999) && !lane.IsCooling(70_000));
        Assert.True(lane.TryForce(62_000));
        Assert.False(lane.TryForce(62_900));
        Assert.True(lane.TryForce(63_000));
        lane.Passed();
        Assert.False(lane.IsCooling(63_000));
    }

    [Theory]
    [InlineData("1500", "9", 1.5)]
    [InlineData(null, "2", 2.0)]
    [InlineData(null, "0.25", 0.25)]
    [InlineData(null, "Thu, 01 Jan 2026 00:00:07 GMT", 7.0)]
    [InlineData(null, "Wed, 01 Jan 2025 00:00:07 GMT", 0.0)]
    [InlineData(null, "99999999999999999999", 86_400.0)]
    [InlineData(null, "-3", null)]
    [InlineData("soon", "later", null)]
    [InlineData(null, null, null)]
    public void Retry_after_is_read_in_all_its_forms(string? ms, string? text, double? seconds) =>
        Assert.Equal(seconds, RetryAfterHeader.Read(ms, text, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))?.TotalSeconds);

    [Fact]
    public void Any_retry_after_is_read_without_harm()
    {
        var random = new Random(5);
        const string Letters = "0123456789.,-+eE :/GMTJanThu\u0000é";
        for (var i = 0; i < 5_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(24)).Select(_ => Letters[random.Next(Letters.Length)])]);
            Assert.InRange(RetryAfterHeader.Read(text, text, DateTimeOffset.UnixEpoch)?.TotalDays ?? 0, 0, 1);
        }
    }

    [Theory]
    [InlineData(401, FailureClass.CredentialPermanent)]
    [InlineData(402, FailureClass.CredentialPermanent)]
    [InlineData(403, FailureClass.CredentialPermanent)]
    [InlineData(429, FailureClass.RateLimited)]
    [InlineData(408, FailureClass.ServerTransient)]
    [InlineData(500, FailureClass.ServerTransient)]
    [InlineData(529, FailureClass.ServerTransient)]
    [InlineData(302, FailureClass.ServerTransient)]
    [InlineData(400, FailureClass.Request)]
    [InlineData(404, FailureClass.Request)]
    [InlineData(422, FailureClass.Request)]
    public void Statuses_have_their_classes(int status, FailureClass expected)
    {
        Assert.Equal(expected, FailureClassifier.OfStatus(status));
        Assert.Equal(FailureClass.ContextWindow, FailureClassifier.OfStatus(status, isContextLength: true));
        Assert.Equal(FailureClass.ContentPolicy, FailureClassifier.OfStatus(status, isContentPolicy: true));
    }
}
