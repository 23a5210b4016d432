using System.Diagnostics;

namespace Strata.Benchmarks;

/// <summary>What one repetition cost: the best and median wall time, and process CPU time, which neighbours do not distort.</summary>
internal readonly record struct Cost(double BestSeconds, double MedianSeconds, double CpuSeconds)
{
    /// <summary>Repeats <paramref name="work"/> for about <paramref name="budgetMs"/>, at least five times, after warming it up.</summary>
    public static Cost Of(Action work, int budgetMs)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            work();
        }
        while (clock.ElapsedMilliseconds < budgetMs / 3);

        var times = new List<double>(4096);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        clock.Restart();
        while (clock.ElapsedMilliseconds < budgetMs || times.Count < 5)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / times.Count;
        times.Sort();
        return new Cost(times[0], times[times.Count / 2], used);
    }
}
