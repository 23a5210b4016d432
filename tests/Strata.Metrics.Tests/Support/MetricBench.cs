using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Metrics.Evaluation;
using Strata.Metrics.Expressions;
using Strata.Metrics.Series;
using Strata.Metrics.Storage;
using Strata.Storage;
using Strata.Tests.Shared;

namespace Strata.Metrics.Tests.Support;

/// <summary>A store in a folder of its own, under a clock that the test moves. Times of samples are seconds after <see cref="T0"/>.</summary>
internal sealed class MetricBench : IAsyncDisposable
{
    public const string Home = "prj";
    public static readonly DateTimeOffset T0 = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private readonly string folder;
    private StorageSet storage = null!;

    private MetricBench(string? folder) => this.folder = folder ?? Directory.CreateTempSubdirectory("strata-metrics-").FullName;

    /// <summary>All of its files.</summary>
    public string Folder => folder;

    public ManualTime Time { get; } = new(T0);

    public MetricStore Store { get; private set; } = null!;

    public List<string> Told { get; } = [];

    public string Blocks => Path.Combine(folder, "metrics");

    public Func<MetricStoreOptions, MetricStoreOptions> Change { get; init; } = o => o;

    public static async Task<MetricBench> StartAsync(Func<MetricStoreOptions, MetricStoreOptions>? change = null, string? folder = null)
    {
        var bench = new MetricBench(folder) { Change = change ?? (o => o) };
        await bench.OpenAsync();
        return bench;
    }

    public static long Ms(double second) => T0.ToUnixTimeMilliseconds() + (long)(second * 1000);

    /// <summary>The files of the journal.</summary>
    public string[] Journal => [.. Directory.GetFiles(folder, "*.log", SearchOption.AllDirectories).Order()];

    /// <summary>Closes and opens it; between the two a test may do harm.</summary>
    public async Task ReopenAsync(Action? harm = null)
    {
        await CloseAsync();
        harm?.Invoke();
        await OpenAsync();
    }

    public async Task<int> AddAsync(string project, Labels labels, params (double Second, double Value)[] samples) =>
        (await Store.AppendAsync(project, [.. samples.Select(s => (labels, new Sample(Ms(s.Second), s.Value)))], default)).Value;

    public Task<int> AddAsync(Labels labels, params (double Second, double Value)[] samples) => AddAsync(Home, labels, samples);

    /// <summary>The points of an expression at a second, as texts by labels; each value rounded to nine digits.</summary>
    public string[] At(string expression, double second, string project = Home)
    {
        var parsed = ExpressionParser.Parse(expression);
        Assert.True(parsed.IsOk, parsed.ToString());
        var points = new MetricQueries(Store).Instant([project], parsed.Value, Ms(second));
        Assert.True(points.IsOk, points.ToString());
        return [.. points.Value.Select(p => FormattableString.Invariant($"{p.Labels} {Math.Round(p.Value, 9)}"))];
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task OpenAsync() => Assert.True((await TryOpenAsync()).IsOk);

    /// <summary>Opens it; a problem where it cannot be.</summary>
    public async Task<Result<Done>> TryOpenAsync()
    {
        storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
        Store = new MetricStore(Change(new MetricStoreOptions { Directory = Blocks }), storage.Logs, Time, Told.Add);
        return await Store.OpenAsync(default);
    }

    public async Task CloseAsync()
    {
        await Store.DisposeAsync();
        await storage.DisposeAsync();
    }
}
