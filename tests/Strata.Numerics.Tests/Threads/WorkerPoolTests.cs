using Strata.Numerics.Threads;

namespace Strata.Numerics.Tests.Threads;

public sealed unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_chunk_runs_once_in_thousands_of_jobs(int threads)
    {
        using var pool = new WorkerPool(threads);
        var counts = new int[64];
        fixed (int* p = counts)
        {
            for (var job = 0; job < 3000; job++)
            {
                pool.Run(p, &Count, 1 + (job % 64));
            }
        }

        for (var chunk = 0; chunk < 64; chunk++)
        {
            Assert.Equal(Enumerable.Range(0, 3000).Count(job => job % 64 >= chunk), counts[chunk]);
        }
    }

    [Fact]
    public void Delegates_run_once_for_each_number()
    {
        using var pool = new WorkerPool(3);
        var counts = new int[100];
        pool.ForEach(i => Interlocked.Increment(ref counts[i]), 100);
        Assert.All(counts, n => Assert.Equal(1, n));
    }

    [Fact]
    public void Two_callers_do_not_mix_their_jobs()
    {
        using var pool = new WorkerPool(3);
        void Caller()
        {
            var counts = new int[16];
            fixed (int* p = counts)
            {
                for (var job = 0; job < 2000; job++)
                {
                    pool.Run(p, &Count, 16);
                }
            }

            Assert.All(counts, n => Assert.Equal(2000, n));
        }

        Parallel.Invoke(Caller, Caller);
    }

    [Fact]
    public void A_disposed_pool_still_finishes_work_and_sizes_are_checked()
    {
        var pool = new WorkerPool(2);
        pool.Dispose();
        var counts = new int[4];
        fixed (int* p = counts)
        {
            pool.Run(p, &Count, 4);
        }

        Assert.All(counts, n => Assert.Equal(1, n));
        Assert.ThrowsAny<ArgumentException>(() => new WorkerPool(0));
        Assert.ThrowsAny<ArgumentException>(() => new WorkerPool(1_000_000));
    }

    private static void Count(void* state, int chunk) => Interlocked.Increment(ref ((int*)state)[chunk]);
}
