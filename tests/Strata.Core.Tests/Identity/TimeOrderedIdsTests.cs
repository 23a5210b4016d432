using Strata.Core.Identity;

namespace Strata.Core.Tests.Identity;

public sealed class TimeOrderedIdsTests
{
    [Fact]
    public void Ids_of_one_millisecond_ascend_and_never_repeat()
    {
        var ids = new TimeOrderedIds(new Clock(1_790_000_000_000));
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next("req")).ToArray();
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Length, made.Distinct().Count());
    }

    [Fact]
    public void A_later_id_sorts_after_an_earlier_one()
    {
        var early = new TimeOrderedIds(new Clock(1_790_000_000_000), b => b.Fill(0xff)).Next("key");
        var late = new TimeOrderedIds(new Clock(1_790_000_000_001), b => b.Clear()).Next("key");
        Assert.True(string.CompareOrdinal(early, late) < 0);
        Assert.Equal("key_".Length + 26, late.Length);
    }

    [Fact]
    public void A_clock_that_steps_back_does_not_bring_an_id_back()
    {
        var clock = new Clock(2_000);
        var ids = new TimeOrderedIds(clock);
        var before = ids.Next("x");
        clock.Milliseconds = 1_000;
        Assert.True(string.CompareOrdinal(before, ids.Next("x")) < 0);
    }

    private sealed class Clock(long milliseconds) : TimeProvider
    {
        public long Milliseconds { get; set; } = milliseconds;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);
    }
}
