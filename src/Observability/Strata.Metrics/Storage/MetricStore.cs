using System.Collections.Concurrent;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>
/// The embedded store of metrics.
/// <code>
/// AppendAsync ─ 1 lay out ─ 2 append log "metrics" (group commit) ─ 3 memory: packed chunks by project and series
///                  each two hours, or when memory is large: memory ─► block (synced, renamed) ─► log trimmed
///                  each day: a day's blocks ─► one            beyond retention or bytes: the oldest blocks are deleted
/// open ─ blocks ─ the log behind the newest block's record, again through 3
/// </code>
/// A series' samples rise in time; one that does not is refused, so replaying a record changes nothing. A project sees its own series only.
/// </summary>
public sealed class MetricStore : IAsyncDisposable
{
    /// <summary>Samples that one selection reads at most.</summary>
    public const int SelectMax = 5_000_000;

    private const int HeadSamplesMax = 4_000_000;

    private readonly MetricStoreOptions options;
    private readonly IAppendLogs logs;
    private readonly TimeProvider time;
    private readonly Action<string> damaged;
    private readonly SemaphoreSlim writing = new(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, ProjectHead> heads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Labels, Labels> interned = new();
    private readonly JournalWriter journal = new();
    private IReadOnlyList<Block> blocks = [];
    private IAppendLog? log;
    private long applied;
    private long headSamples;
    private DateTimeOffset headSince;
    private volatile bool isOpen;

    /// <summary>A store that is not open yet.</summary>
    /// <param name="options">Where, and how much.</param>
    /// <param name="logs">The journal's home.</param>
    /// <param name="time">The clock.</param>
    /// <param name="damaged">Hears of files that cannot be read; they are left out and stay where they are.</param>
    public MetricStore(MetricStoreOptions options, IAppendLogs logs, TimeProvider time, Action<string> damaged) => (this.options, this.logs, this.time, this.damaged) = (options, logs, time, damaged);

    /// <summary>Whether it has opened and is not closed.</summary>
    public bool IsOpen => isOpen;

    /// <summary>Bytes of blocks.</summary>
    public long StoredBytes => blocks.Sum(b => b.Bytes);

    /// <summary>Blocks on disk.</summary>
    public int BlockCount => blocks.Count;

    /// <summary>Samples in memory.</summary>
    public long HeadSamples => Interlocked.Read(ref headSamples);

    /// <summary>Opens the store: its blocks, and the journal behind them. To be called once.</summary>
    public async ValueTask<Result<Done>> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(options.Directory);
            blocks = BlockFolder.Load(options.Directory, Intern, damaged);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The metrics in {options.Directory} cannot be read: {failure.Message}");
        }

        if (!(await logs.OpenAsync("metrics", TimeSpan.FromMilliseconds(50), cancellationToken)).Try(out log, out var problem))
        {
            return problem;
        }

        applied = blocks.Count == 0 ? 0 : blocks.Max(b => b.Name.Through);
        headSince = time.GetUtcNow();
        var reader = new JournalReader();
        await foreach (var record in log.ReadAsync(applied + 1, cancellationToken))
        {
            try
            {
                reader.Read(record.Data.Span, (project, labels, sample) => Put(project, labels, sample, journaled: false));
            }
            catch (InvalidDataException damage)
            {
                damaged($"Record {record.Sequence} of the log of metrics is left out: {damage.Message}");
            }

            applied = record.Sequence;
        }

        applied = Math.Max(applied, log.LastSequence);
        isOpen = true;
        return Done.Value;
    }

    /// <summary>Stores samples of a project; written when it completes, and synced within 50 ms.</summary>
    /// <returns>How many were taken; the rest are not later than what their series has, or of series beyond the bound.</returns>
    public async ValueTask<Result<int>> AppendAsync(string project, IReadOnlyList<(Labels Labels, Sample Sample)> samples, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!isOpen)
        {
            return new Problem(ProblemCode.Unavailable, "The store of metrics is not open.") { RetryAfter = TimeSpan.FromSeconds(1) };
        }

        await writing.WaitAsync(cancellationToken);
        try
        {
            journal.Begin(project);
            var fresh = new List<(HeadSeries Series, Sample Sample)>();
            lock (gate)
            {
                foreach (var (labels, sample) in samples)
                {
                    if (HeadOf(project).Find(Intern(labels), options.SeriesMax) is { } series && sample.TimeMs > series.LastMs)
                    {
                        fresh.Add((series, sample));
                        journal.Add(series, sample);
                    }
                }
            }

            if (fresh.Count == 0)
            {
                return 0;
            }

            applied = await log!.AppendAsync(journal.Written, CancellationToken.None);
            var taken = 0;
            lock (gate)
            {
                foreach (var (series, sample) in fresh)
                {
                    series.IsKnown = true;
                    taken += series.Add(sample) ? 1 : 0;
                }
            }

            Interlocked.Add(ref headSamples, taken);
            if (HeadSamples > HeadSamplesMax || time.GetUtcNow() - headSince >= options.BlockTime)
            {
                await FlushLockedAsync(cancellationToken);
            }

            return taken;
        }
        catch (IOException failure)
        {
            return new Problem(ProblemCode.StorageFailed, $"The samples could not be written: {failure.Message}");
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Makes a block of what is in memory, days of blocks, and deletes what is too old or too much.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await FlushLockedAsync(cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Series that pass all tests, with their samples between two moments, both included. Of projects in their order, a later one adds what the first does not have.</summary>
    public Result<IReadOnlyList<SeriesSamples>> Select(IReadOnlyList<string> projects, IReadOnlyList<LabelTest> tests, long fromMs, long toMs)
    {
        ArgumentNullException.ThrowIfNull(projects);
        var found = new Dictionary<Labels, List<Sample>>();
        var read = 0L;
        try
        {
            foreach (var project in projects)
            {
                foreach (var block in blocks.Where(b => b.LastMs >= fromMs && b.FirstMs <= toMs))
                {
                    foreach (var series in block.Projects.GetValueOrDefault(project) ?? [])
                    {
                        if (LabelTest.PassAll(series.Labels, tests))
                        {
                            foreach (var chunk in series.Chunks.Where(c => c.LastMs >= fromMs && c.FirstMs <= toMs))
                            {
                                read += chunk.Count;
                                block.Read(chunk, Of(found, series.Labels));
                            }
                        }

                        if (read > SelectMax)
                        {
                            return TooMuch();
                        }
                    }
                }

                lock (gate)
                {
                    foreach (var series in heads.GetValueOrDefault(project)?.All ?? [])
                    {
                        if (!series.IsEmpty && LabelTest.PassAll(series.Labels, tests))
                        {
                            var into = Of(found, series.Labels);
                            series.Read(fromMs, toMs, into);
                            read += into.Count;
                        }
                    }
                }

                if (read > SelectMax)
                {
                    return TooMuch();
                }
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException or ObjectDisposedException)
        {
            return Problem.Corrupt($"Metrics could not be read: {damage.Message}");
        }

        return found.Select(f => new SeriesSamples(f.Key, Ordered(f.Value, fromMs, toMs))).Where(s => s.Samples.Count > 0).ToArray();
    }

    /// <summary>The labels of series that pass all tests and have a sample near a stretch of time.</summary>
    public IReadOnlyCollection<Labels> LabelsOf(IReadOnlyList<string> projects, IReadOnlyList<LabelTest> tests, long fromMs, long toMs)
    {
        var found = new HashSet<Labels>();
        foreach (var project in projects)
        {
            foreach (var block in blocks.Where(b => b.LastMs >= fromMs && b.FirstMs <= toMs))
            {
                found.UnionWith((block.Projects.GetValueOrDefault(project) ?? []).Where(s => s.Chunks[^1].LastMs >= fromMs && s.Chunks[0].FirstMs <= toMs && LabelTest.PassAll(s.Labels, tests)).Select(s => s.Labels));
            }

            lock (gate)
            {
                found.UnionWith((heads.GetValueOrDefault(project)?.All ?? []).Where(s => !s.IsEmpty && s.LastMs >= fromMs && LabelTest.PassAll(s.Labels, tests)).Select(s => s.Labels));
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await writing.WaitAsync();
        isOpen = false;
        foreach (var block in blocks)
        {
            block.Dispose();
        }

        if (log is not null)
        {
            await log.DisposeAsync();
        }
    }

    private static List<Sample> Of(Dictionary<Labels, List<Sample>> found, Labels labels) => found.TryGetValue(labels, out var samples) ? samples : found[labels] = [];

    private static Problem TooMuch() => new(ProblemCode.TooLarge, $"The query reads more than {SelectMax} samples. Narrow it: fewer series, or a shorter time.");

    private static List<Sample> Ordered(List<Sample> samples, long fromMs, long toMs)
    {
        var isSorted = true;
        for (var i = 1; i < samples.Count; i++)
        {
            isSorted &= samples[i].TimeMs > samples[i - 1].TimeMs;
        }

        if (!isSorted)
        {
            samples = [.. samples.GroupBy(s => s.TimeMs).Select(g => g.First()).OrderBy(s => s.TimeMs)];
        }

        return samples.FindAll(s => s.TimeMs >= fromMs && s.TimeMs <= toMs);
    }

    private Labels Intern(Labels labels) => interned.GetOrAdd(labels, labels);

    private ProjectHead HeadOf(string project) => heads.TryGetValue(project, out var head) ? head : heads[project] = new ProjectHead();

    private void Put(string project, Labels labels, Sample sample, bool journaled)
    {
        lock (gate)
        {
            if (HeadOf(project).Find(Intern(labels), options.SeriesMax) is { } series && series.Add(sample))
            {
                series.IsKnown = journaled;
                headSamples++;
            }
        }
    }

    private async ValueTask FlushLockedAsync(CancellationToken cancellationToken)
    {
        headSince = time.GetUtcNow();
        if (HeadSamples > 0)
        {
            // A block says up to which record it holds what came. That record has to be on disk first, or its number is given again after a crash.
            await log!.SyncAsync(cancellationToken);
            blocks = [.. blocks, BlockFolder.Write(options.Directory, applied, Intern, heads, gate)];
            lock (gate)
            {
                foreach (var head in heads.Values)
                {
                    head.Forget(headSince.ToUnixTimeMilliseconds() - (long)(2 * options.BlockTime).TotalMilliseconds);
                }
            }

            Interlocked.Exchange(ref headSamples, 0);
            await log!.TrimAsync(applied, cancellationToken);
        }

        blocks = BlockFolder.Tend(options, blocks, headSince, Intern, damaged);
    }
}
