using Strata.Caching.Exact;
using Strata.Tests.Shared;

namespace Strata.Caching.Tests.Exact;

public sealed class MemoryCacheTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void An_answer_is_found_until_it_ends_and_stale_for_a_while_after()
    {
        var cache = new MemoryCache(1 << 20, time);
        cache.Put(Samples.Key(1), Samples.Answer(time.GetUtcNow()));
        Assert.NotNull(cache.Find(Samples.Key(1)));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(cache.Find(Samples.Key(1)));
        Assert.NotNull(cache.FindStale(Samples.Key(1), TimeSpan.FromMinutes(5)));
        Assert.Null(cache.FindStale(Samples.Key(1), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Memory_is_bounded_and_the_least_used_leave_first()
    {
        var cache = new MemoryCache(16 * 4_096, time);
        for (var i = 0; i < 2_000; i++)
        {
            cache.Put(Samples.Key(i), Samples.Answer(time.GetUtcNow(), body: new string('x', 300)));
            cache.Find(Samples.Key(0));
        }

        cache.CheckIntegrity();
        Assert.InRange(cache.Counters.Bytes, 1, 16 * 4_096);
        Assert.NotNull(cache.Find(Samples.Key(0)));
        Assert.NotNull(cache.Find(Samples.Key(1_999)));
        Assert.Null(cache.Find(Samples.Key(1)));
    }

    [Fact]
    public void A_purge_takes_what_it_names_and_nothing_else()
    {
        var cache = new MemoryCache(1 << 20, time);
        cache.Put(Samples.Key(1), Samples.Answer(time.GetUtcNow(), "a/p"));
        cache.Put(Samples.Key(2), Samples.Answer(time.GetUtcNow(), "b/p"));
        Assert.Equal(1, cache.Remove(a => a.Partition.StartsWith("a/", StringComparison.Ordinal)));
        Assert.Null(cache.Find(Samples.Key(1)));
        Assert.NotNull(cache.Find(Samples.Key(2)));
    }

    [Fact]
    public void Random_use_keeps_table_list_and_sum_together()
    {
        var random = new Random(11);
        var cache = new MemoryCache(16 * 3_000, time);
        for (var i = 0; i < 20_000; i++)
        {
            var key = Samples.Key(random.Next(200));
            if (random.Next(3) == 0)
            {
                cache.Put(key, Samples.Answer(time.GetUtcNow(), body: new string('y', random.Next(4_000))));
            }
            else
            {
                cache.Find(key);
            }
        }

        cache.CheckIntegrity();
    }
}
