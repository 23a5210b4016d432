using System.Text;
using Strata.Core.Identity;
using Strata.Core.Usage;
using Strata.Storage;
using Strata.Traces.Postgres;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Traces.Victim;

/// <summary>
/// Three lanes that append batch after batch, some of them of yesterday, while small segments are merged.
/// What a batch holds follows from run, lane and number, so the parent knows it without being told.
/// </summary>
public sealed class Appender : ITraceWatch
{
    public const int Lanes = 3;
    public const int BatchSpans = 60;
    private static readonly Tenant Tenant = new("org", "project");
    private static readonly Lock Saying = new();

    public static UInt128 TraceId(int run, int lane, int number) => new((ulong)run + 1, ((ulong)lane << 32) | (uint)(number + 1));

    /// <summary>The options of the store in a folder.</summary>
    public static TraceStoreOptions Options(string folder) => new() { Directory = Path.Combine(folder, "traces"), LiveSpansMax = 1_500 };

    /// <summary>Appends for ever, into a store of its own or into one that is shared over PostgreSQL.</summary>
    public static async Task RunAsync(string folder, int run, string? postgres)
    {
        await using var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder, Postgres = postgres }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
        var told = new Appender();
        await using SpanStore store = postgres is null
            ? (await TraceStore.OpenAsync(Options(folder), storage.Logs, told, TimeProvider.System, default)).Value
            : (await SharedSpanStore.OpenAsync(Shared(folder), storage.Database, storage.Logs, told, TimeProvider.System, default)).Value;
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => LaneAsync(store, run, lane))));
    }

    public static SharedTraceOptions Shared(string folder) => new() { Store = Options(folder), SyncEvery = TimeSpan.FromMilliseconds(20) };

    public void Damaged(string what) => Say("damaged " + what);

    public void Failed(string what, Exception failure) => Say($"failed {what} {failure}");

    private static async Task LaneAsync(SpanStore store, int run, int lane)
    {
        var batch = new SpanBatch();
        for (var number = 0; ; number++)
        {
            if (lane == 0 && number % 20 == 19)
            {
                await store.TidyAsync(default);
            }

            Fill(batch, run, lane, number);
            var stored = (await store.AppendAsync(batch, default)).Value.Stored;
            Say(stored == BatchSpans ? $"{lane} {number}" : $"wrong: {stored} of {BatchSpans} are new");
            if (number % 3 == 0)
            {
                // A sender that did not hear the answer says it again.
                var again = (await store.AppendAsync(batch, default)).Value;
                if (again.Stored != 0)
                {
                    Say($"wrong: {again.Stored} spans were stored a second time");
                }
            }
        }
    }

    private static void Fill(SpanBatch batch, int run, int lane, int number)
    {
        batch.Clear();
        var start = (DateTimeOffset.UtcNow.AddDays(number % 6 == 5 ? -1 : 0) - DateTimeOffset.UnixEpoch).Ticks * 100;
        for (var i = 0; i < BatchSpans; i++)
        {
            var span = batch.Add();
            (span.Tenant, span.TraceId, span.SpanId, span.ParentId) = (Tenant, TraceId(run, lane, number), (ulong)i + 1, (ulong)i);
            (span.StartNs, span.EndNs, span.Name, span.RequestModel) = (start + i, start + i + 1000, "chat", "m");
            span.Usage = new TokenUsage { Input = 10, Output = 1 };
            span.CostNanos = 7;
            span.Messages.Add(new SpanMessage(MessageSlot.Input, "user", Encoding.UTF8.GetBytes($"question {run} {lane} {number} {i}")));
        }
    }

    private static void Say(string line)
    {
        lock (Saying)
        {
            Console.WriteLine(line);
        }
    }
}
