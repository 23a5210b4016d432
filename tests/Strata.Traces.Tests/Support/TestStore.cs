using Strata.Core.Identity;
using Strata.Tests.Shared;
using Strata.Storage;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Traces.Tests.Support;

/// <summary>A store in a folder of its own, and a list of what was put in.</summary>
internal sealed class TestStore : IAsyncDisposable, ITraceWatch
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("strata-traces-").FullName;
    private StorageSet? storage;

    public TraceStore Store { get; private set; } = null!;

    public ScoreStore Scores { get; private set; } = null!;

    public TraceReader Reader { get; private set; } = null!;

    public List<SpanRecord> Put { get; } = [];

    public List<string> Told { get; } = [];

    public string TracesFolder => Path.Combine(folder, "traces");

    public Func<TraceStoreOptions, TraceStoreOptions> Change { get; init; } = o => o;

    public static long Ns(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;

    public async Task OpenAsync()
    {
        storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
        Assert.True((await storage.Database.MigrateAsync(ScoreMigrations.All, default)).IsOk);
        var time = new ManualTime(Now);
        var options = Change(new TraceStoreOptions { Directory = TracesFolder, LiveSpansMax = 3_000, RetentionDays = 0 });
        Store = (await TraceStore.OpenAsync(options, storage.Logs, this, time, default)).Value;
        Scores = new ScoreStore(storage.Database, new TimeOrderedIds(time), time);
        Reader = new TraceReader(Store, Scores);
    }

    public async Task CloseAsync()
    {
        await Store.DisposeAsync();
        await storage!.DisposeAsync();
    }

    public async Task<AppendOutcome> AddAsync(SpanBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Put.Add(Copies.Of(batch[i]));
        }

        return (await Store.AppendAsync(batch, default)).Value;
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
    }

    public void Damaged(string what) => Told.Add(what);

    public void Failed(string what, Exception failure) => Told.Add($"{what} {failure}");

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(folder, recursive: true);
    }
}
