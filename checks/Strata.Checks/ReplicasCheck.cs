using System.Globalization;
using Strata.Checks.Replicas;

namespace Strata.Checks;

/// <summary>
/// Two replicas on PostgreSQL under load, one killed twice, the database away for some minutes: no error at a client beyond the killed
/// connections, no row lost or doubled, limits within their stated slices. The argument is the minutes of the outage (5).
/// </summary>
internal static class ReplicasCheck
{
    private const int PerSecond = 50;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string argument, Tally tally)
    {
        var minutes = argument.Length == 0 ? 5 : double.Parse(argument, CultureInfo.InvariantCulture);
        var binary = Environment.GetEnvironmentVariable("STRATA_BINARY") ?? Path.Combine(AppContext.BaseDirectory, "../../../strata/Strata.Server");
        if (!File.Exists(binary))
        {
            tally.Fail($"There is no '{Path.GetFullPath(binary)}': run ./strata check replicas, which builds it.");
            return;
        }

        await using var postgres = await PostgresServer.StartNewAsync();
        if (postgres is null)
        {
            tally.Skip("PostgreSQL 15 or newer is not installed");
            return;
        }

        var run = new ReplicaRun(Path.GetFullPath(binary), TimeSpan.FromMinutes(minutes), PerSecond);
        await run.RunAsync(postgres);
        Errors(run, tally);
        Rows(run, tally);
        Rate(run, tally);
        Money(run, tally);
        Console.WriteLine($"resident memory at the end: {run.MemoryMb} MB");
    }

    private static void Errors(ReplicaRun run, Tally tally)
    {
        var killed = run.Answers.Count(a => a.Lost.Length > 0 && a.WasKilled);
        var wrong = run.Answers.Where(a => !a.IsAdmitted && !a.IsRefused && !(a.Lost.Length > 0 && a.WasKilled)).ToArray();
        var (answered, refused) = (run.Answers.Count(a => a.IsAdmitted), run.Answers.Count(a => a.IsRefused));
        Console.WriteLine($"{run.Answers.Count} requests: {answered} answered, {refused} refused by limits, {killed} lost with a killed replica, {wrong.Length} other errors");
        foreach (var error in wrong.Take(20))
        {
            Console.Error.WriteLine($"  {error.At:HH:mm:ss.fff} {error.Replica} {error.Kind} {error.Status} {error.Lost}");
        }

        Hold(tally, wrong.Length == 0, $"{wrong.Length} errors at clients");
    }

    private static void Rows(ReplicaRun run, Tally tally)
    {
        var acknowledged = run.Answers.Where(a => a.IsAdmitted).Select(a => a.Id).ToArray();
        var lost = acknowledged.Except(run.Rows).Count();
        Console.WriteLine($"{acknowledged.Length} acknowledged rows, {run.Rows.Count} in the ledger, {lost} lost; all there {run.CaughtUpAfter:F0} s after the database was back, at the latest");
        Hold(tally, lost == 0, $"{lost} rows are lost");
        Hold(tally, run.Rows.Count == run.Rows.Distinct().Count() && run.Rows.Count == run.Summed, $"{run.Rows.Count} rows, {run.Rows.Distinct().Count()} different ones, {run.Summed} in the sums");
    }

    /// <summary>A slice of a rate: a quarter of an even share, or what a process used in two seconds.</summary>
    private static void Rate(ReplicaRun run, Tally tally)
    {
        const int Slice = ReplicaRun.RatePerMinute / 2 / 4;
        var times = run.Answers.Where(a => a is { Kind: "rate", IsAdmitted: true }).OrderBy(a => a.At).ToArray();
        var (most, over) = (0, 0);
        for (var (first, last) = (0, 0); last < times.Length; last++)
        {
            while (times[last].At - times[first].At >= Minute)
            {
                first++;
            }

            var window = times.AsSpan(first, last - first + 1);
            var untold = times[last].At > run.KilledAway ? Untold(run, window) : 0;
            most = Math.Max(most, window.Length);
            over = Math.Max(over, window.Length - untold - ReplicaRun.RatePerMinute);
        }

        Console.WriteLine($"rate of {ReplicaRun.RatePerMinute} a minute: at most {most} in any minute, {times.Length} in all; the stated tolerance is {2 * Slice}");
        Hold(tally, over <= 2 * Slice, $"the rate was overrun by {over}, more than a slice for each process");
    }

    private static void Money(ReplicaRun run, Tally tally)
    {
        const int Slice = 2 * PerSecond / 5 / 2;
        var admitted = run.Answers.Where(a => a is { Kind: "money", IsAdmitted: true }).ToArray();
        var untold = Untold(run, admitted);
        Console.WriteLine($"budget for {run.BudgetCalls} calls: {admitted.Length} admitted ({untold} of them by the replica that was killed before it could tell); the stated tolerance is {2 * Slice}");
        Hold(tally, admitted.Length - untold <= run.BudgetCalls + (2 * Slice), $"the budget was overrun by {admitted.Length - untold - run.BudgetCalls} calls, more than a slice for each process");
        Hold(tally, admitted.Length >= run.BudgetCalls * 0.9, "the budget starved its callers");
    }

    /// <summary>What the killed replica admitted while it could tell nobody.</summary>
    private static int Untold(ReplicaRun run, ReadOnlySpan<ReplicaAnswer> answers)
    {
        var count = 0;
        foreach (var answer in answers)
        {
            count += answer.Replica == "b" && answer.At >= run.AwayFrom - TimeSpan.FromSeconds(1) && answer.At <= run.KilledAway ? 1 : 0;
        }

        return count;
    }

    private static void Hold(Tally tally, bool holds, string otherwise)
    {
        if (holds)
        {
            tally.Pass();
        }
        else
        {
            tally.Fail(otherwise);
        }
    }
}
