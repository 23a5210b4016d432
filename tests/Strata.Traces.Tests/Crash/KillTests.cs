using System.Diagnostics;
using System.Globalization;
using Strata.Core.Identity;
using Strata.Storage;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Spans;
using Strata.Traces.Storage;
using Strata.Traces.Victim;

namespace Strata.Traces.Tests.Crash;

/// <summary>
/// kill -9 under ingest: another process appends, says what was acknowledged and is killed at a random moment; then everything it
/// said is there, once. The same folder goes through all rounds, so each one also recovers from the last. <c>STRATA_CRASH_ROUNDS</c> sets how many.
/// </summary>
public sealed class KillTests
{
    private static readonly TraceScope Scope = new(new Tenant("org", "project"));

    [Fact]
    public async Task Acknowledged_spans_survive_a_kill_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("STRATA_CRASH_ROUNDS") ?? "4", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("strata-kill-").FullName;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var said = new HashSet<(int Run, int Lane, int Number)>();
        try
        {
            for (var run = 0; run < rounds; run++)
            {
                foreach (var line in Kill(folder, run, random.Next(1, 150), random.Next(3_000)))
                {
                    var parts = line.Split(' ');
                    Assert.True(parts.Length == 2 && int.TryParse(parts[0], out _), $"Seed {seed}, round {run}: the store said '{line}'.");
                    said.Add((run, int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture)));
                }

                await CheckAsync(folder, said, $"Seed {seed}, round {run}");
            }

            TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {said.Count * Appender.BatchSpans} acknowledged spans, none lost or doubled (seed {seed}).");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Kill(string folder, int run, int afterLines, int spins)
    {
        var name = Path.Combine(AppContext.BaseDirectory, "Strata.Traces.Victim" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var victim = Process.Start(new ProcessStartInfo(name, [folder, run.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = new List<string>();
        while (lines.Count < afterLines && victim.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        Thread.SpinWait(spins);
        victim.Kill();

        // What it had said by then counts, also where we had not read it yet; a line that was cut by the kill does not.
        var rest = victim.StandardOutput.ReadToEnd();
        lines.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        victim.WaitForExit();
        return lines;
    }

    private static async Task CheckAsync(string folder, HashSet<(int Run, int Lane, int Number)> said, string where)
    {
        await using var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
        var told = new Appender();
        await using var store = (await TraceStore.OpenAsync(Appender.Options(folder), storage.Logs, told, TimeProvider.System, default)).Value;
        var reader = new TraceReader(store, null);
        var found = new HashSet<(UInt128, ulong)>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await reader.SpansAsync(Scope, new SpanQuery { Limit = 1000, Cursor = cursor }, default)).Value;
            Assert.All(page.Rows, row => Assert.True(found.Add((row.TraceId, row.SpanId)), $"{where}: a span is there twice."));
            cursor = page.Next;
        }

        foreach (var (run, lane, number) in said)
        {
            var trace = Appender.TraceId(run, lane, number);
            for (var span = 1UL; span <= Appender.BatchSpans; span++)
            {
                Assert.True(found.Contains((trace, span)), $"{where}: span {span} of batch {run}/{lane}/{number} was acknowledged and is not there.");
            }
        }

        var sums = (await reader.AggregateAsync(Scope, new AggregateQuery { Range = TimeRange.All, GroupBy = ["model"] }, default)).Value.Groups[0].Cells[0]!;
        Assert.Equal((found.Count, found.Count * 7L, found.Count * 11L), (sums.Spans, sums.CostNanos, sums.Usage.Total));
    }
}
