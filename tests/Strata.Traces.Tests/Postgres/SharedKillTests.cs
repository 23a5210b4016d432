using System.Diagnostics;
using System.Globalization;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Spans;
using Strata.Traces.Tests.Support;
using Strata.Traces.Victim;

namespace Strata.Traces.Tests.Postgres;

/// <summary>
/// kill -9 of a replica: at random moments of ingest, and in the very middle of its two transactions, where a trigger holds it. Then
/// what it had acknowledged is there once, for itself and for another replica, and once in the rows for SQL.
/// </summary>
public sealed class SharedKillTests
{
    private static readonly TraceScope Scope = new(new Tenant("org", "project"));

    [Fact]
    public async Task Acknowledged_spans_survive_kills_once_for_every_replica()
    {
        await using var round = await Round.BeginAsync();
        var random = new Random(Environment.TickCount);
        for (var run = 0; run < 3; run++)
        {
            using var victim = round.Start(run);
            victim.Hear(random.Next(5, 60));
            Thread.SpinWait(random.Next(3_000));
            victim.Kill();
            await round.CheckAsync(run, victim.Said);
        }
    }

    [Theory]
    [InlineData("trace_batches")] // rows are copied, the shared log is not written
    [InlineData("trace_segments")] // chunks are copied, the list is not written
    public async Task A_kill_in_the_middle_of_a_transaction_leaves_nothing_of_it(string table)
    {
        await using var round = await Round.BeginAsync();
        await round.Schema.ExecuteAsync($"""
            CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF current_setting('application_name') = current_schema() THEN PERFORM pg_sleep(600); END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER hold BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION hold()
            """);
        using var victim = round.Start(0);
        victim.Hear(10);
        const string Held = "FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE 'INSERT INTO trace\\_%' AND application_name = current_schema()";
        for (var heard = 0; await round.Schema.AskAsync<long>($"SELECT COUNT(*) {Held}") == 0; heard++)
        {
            Assert.True(heard < 2_000, "The victim was not held.");
            victim.Hear(1);
        }

        victim.Kill();
        await round.Schema.AskAsync<long>($"SELECT COUNT(pg_terminate_backend(pid)) {Held}");
        await round.Schema.ExecuteAsync($"DROP TRIGGER hold ON {table}");
        await round.CheckAsync(0, victim.Said);
    }

    private sealed class Round : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("strata-kill-").FullName;
        private readonly HashSet<(int Run, int Lane, int Number)> said = [];

        public required PostgresSchema Schema { get; init; }

        public required TestStore Other { get; init; }

        private string Connection => Schema.Connection() + ";Application Name=" + Schema.Name;

        public static async Task<Round> BeginAsync()
        {
            var schema = await PostgresSchema.CreateAsync();
            var other = new TestStore { Schema = schema, ChangeShared = o => o with { SyncEvery = TimeSpan.FromHours(1) } }; // the victim makes the segments
            await other.OpenAsync();
            return new Round { Schema = schema, Other = other };
        }

        public Victim Start(int run)
        {
            var name = Path.Combine(AppContext.BaseDirectory, "Strata.Traces.Victim" + (OperatingSystem.IsWindows() ? ".exe" : ""));
            return new Victim(Process.Start(
                new ProcessStartInfo(name, [folder, run.ToString(CultureInfo.InvariantCulture), Connection]) { RedirectStandardOutput = true, UseShellExecute = false })!);
        }

        public async Task CheckAsync(int run, IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                var parts = line.Split(' ');
                Assert.True(parts.Length == 2 && int.TryParse(parts[0], out _), $"Round {run}: the store said '{line}'.");
                said.Add((run, int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture)));
            }

            await using var again = new TestStore { Schema = Schema, Folder = folder, Change = _ => Appender.Options(folder) with { RetentionDays = 0 } };
            await again.OpenAsync();
            await again.Store.FlushAsync(default);
            Assert.True((await Other.Shared.SyncAsync(default)).IsOk);
            var found = await FoundAsync(again.Reader);
            Assert.Equal(found, await FoundAsync(Other.Reader));
            Assert.Equal(found.Count, await Schema.AskAsync<long>("SELECT COUNT(*) FROM trace_spans"));
            Assert.Equal(0, await Schema.AskAsync<long>("SELECT COUNT(*) FROM trace_chunks c LEFT JOIN trace_segments s ON s.number = c.number WHERE s.number IS NULL"));
            foreach (var (of, lane, number) in said)
            {
                for (var span = 1UL; span <= Appender.BatchSpans; span++)
                {
                    Assert.True(found.Contains((Appender.TraceId(of, lane, number), span)), $"Round {run}: span {span} of batch {of}/{lane}/{number} was acknowledged and is not there.");
                }
            }

            Assert.Empty(again.Told.Concat(Other.Told));
        }

        public async ValueTask DisposeAsync()
        {
            await Other.DisposeAsync();
            await Schema.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        private static async Task<HashSet<(UInt128 Trace, ulong Span)>> FoundAsync(TraceReader reader)
        {
            var found = new HashSet<(UInt128, ulong)>();
            for (var cursor = ""; cursor is not null;)
            {
                var page = (await reader.SpansAsync(Scope, new SpanQuery { Limit = 1000, Cursor = cursor }, default)).Value;
                Assert.All(page.Rows, row => Assert.True(found.Add((row.TraceId, row.SpanId)), "A span is there twice."));
                cursor = page.Next;
            }

            var sums = (await reader.AggregateAsync(Scope, new AggregateQuery { Range = TimeRange.All, GroupBy = ["model"] }, default)).Value.Groups[0].Cells[0]!;
            Assert.Equal((found.Count, found.Count * 7L), (sums.Spans, sums.CostNanos));
            return found;
        }
    }

    private sealed class Victim(Process process) : IDisposable
    {
        public List<string> Said { get; } = [];

        public void Hear(int lines)
        {
            for (; lines > 0 && process.StandardOutput.ReadLine() is { } line; lines--)
            {
                Said.Add(line);
            }
        }

        public void Kill()
        {
            process.Kill();

            // What it had said by then counts; a line that was cut by the kill does not.
            var rest = process.StandardOutput.ReadToEnd();
            Said.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
            process.WaitForExit();
        }

        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}
