using Strata.Core.Identity;
using Strata.Tests.Shared;
using Strata.Storage;
using Strata.Traces.Postgres;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Traces.Tests.Support;

/// <summary>
/// A store in a folder of its own, and a list of what was put in. A shared one has a second replica: spans are put into both in turn, and
/// <see cref="Reader"/> asks both in turn, so that what differs between them shows.
/// </summary>
internal sealed class TestStore : IAsyncDisposable, ITraceWatch
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly string own = Directory.CreateTempSubdirectory("strata-traces-").FullName;

    /// <summary>Another folder than its own; it is not deleted at the end.</summary>
    public string? Folder { get; init; }

    private string Where => Folder ?? own;

    private StorageSet? storage;
    private TraceReader reader = null!;
    private int asked;
    private int put;

    public SpanStore Store { get; private set; } = null!;

    public TraceStore Embedded => (TraceStore)Store;

    public SharedSpanStore Shared => (SharedSpanStore)Store;

    /// <summary>Where a shared store is; null for an embedded one.</summary>
    public PostgresSchema? Schema { get; init; }

    /// <summary>The second replica.</summary>
    public TestStore? Other { get; init; }

    /// <summary>A port to reach PostgreSQL by, instead of its own.</summary>
    public int? Port { get; init; }

    public Func<SharedTraceOptions, SharedTraceOptions> ChangeShared { get; init; } = o => o;

    public ScoreStore Scores { get; private set; } = null!;

    public TraceReader Reader => Other is { } other && (asked++ & 1) == 1 ? other.Reader : reader;

    public List<SpanRecord> Put { get; } = [];

    public List<string> Told { get; } = [];

    public string TracesFolder => Path.Combine(Where, "traces");

    public Func<TraceStoreOptions, TraceStoreOptions> Change { get; init; } = o => o;

    public static long Ns(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>An embedded store, or two replicas of a shared one.</summary>
    public static async Task<TestStore> MakeAsync(bool shared, Func<TraceStoreOptions, TraceStoreOptions>? change = null)
    {
        change ??= o => o;
        var schema = shared ? await PostgresSchema.CreateAsync() : null;
        return new TestStore { Change = change, Schema = schema, Other = shared ? new TestStore { Change = change, Schema = schema } : null };
    }

    public async Task OpenAsync()
    {
        var where = new StorageOptions { Directory = Where, Postgres = Schema?.Connection(Port) };
        storage = (await StorageModule.OpenAsync(where, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
        Assert.True((await storage.Database.MigrateAsync([.. ScoreMigrations.All, .. SharedTraceMigrations.All], default)).IsOk);
        TimeProvider time = Schema is null ? new ManualTime(Now) : new FixedTime(Now);
        var options = Change(new TraceStoreOptions { Directory = TracesFolder, LiveSpansMax = 3_000, RetentionDays = 0 });
        Store = Schema is null
            ? (await TraceStore.OpenAsync(options, storage.Logs, this, time, default)).Value
            : (await SharedSpanStore.OpenAsync(ChangeShared(new SharedTraceOptions { Store = options, SyncEvery = TimeSpan.FromMilliseconds(50) }), storage.Database, storage.Logs, this, time, default)).Value;
        Scores = new ScoreStore(storage.Database, new TimeOrderedIds(time), time);
        reader = new TraceReader(Store, Scores);
        if (Other is not null)
        {
            await Other.OpenAsync();
        }
    }

    public async Task CloseAsync()
    {
        await Store.DisposeAsync();
        await storage!.DisposeAsync();
        if (Other is not null)
        {
            await Other.CloseAsync();
        }
    }

    public async Task<AppendOutcome> AddAsync(SpanBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Put.Add(Copies.Of(batch[i]));
        }

        var to = Other is not null && (put++ & 1) == 1 ? Other : this;
        var outcome = (await to.Store.AppendAsync(batch, default)).Value;
        if (Other is not null)
        {
            Assert.True((await to.Shared.SyncAsync(default)).IsOk);
        }

        return outcome;
    }

    /// <summary>Until each replica has what the other took in; nothing where there is one.</summary>
    public async Task SyncAsync()
    {
        if (Other is not null)
        {
            Assert.True((await Shared.SyncAsync(default)).IsOk);
            Assert.True((await Other.Shared.SyncAsync(default)).IsOk);
            Assert.True((await Shared.SyncAsync(default)).IsOk);
        }
    }

    /// <summary>Puts random traces in until there are so many spans.</summary>
    public async Task FillAsync(int seed, int spans)
    {
        var random = new RandomSpans(seed);
        var batch = new SpanBatch();
        while (Put.Count < spans)
        {
            batch.Clear();
            for (var i = 0; i < 40; i++)
            {
                random.AddTrace(batch, Ns(Now) - (3 * RandomSpans.Day));
            }

            var outcome = await AddAsync(batch);
            Assert.Equal((batch.Count, 0, 0), (outcome.Stored, outcome.Duplicates, outcome.Rejected));
        }

        await SyncAsync();
    }

    /// <summary>Waits until both replicas know so many segments.</summary>
    public async Task HasSegmentsAsync(int least)
    {
        for (var tries = 0; Other is not null && (Store.SegmentCount < least || Other.Store.SegmentCount < least) && tries < 1_000; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public void Damaged(string what) => Told.Add(what);

    public void Failed(string what, Exception failure) => Told.Add($"{what} {failure}");

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (Other is not null)
        {
            Directory.Delete(Other.own, recursive: true);
        }

        Directory.Delete(own, recursive: true);
        if (Schema is not null && Other is not null)
        {
            await Schema.DisposeAsync();
        }
    }
}
