using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Metrics.Expositions;
using Strata.Metrics.Series;
using Strata.Metrics.Storage;

namespace Strata.Metrics.Sampling;

/// <summary>Opens the store beside the start; then samples this process, what projects sent, the targets and the GPUs, each round at one moment.</summary>
internal sealed class SampleService(MetricStore store, IEnumerable<IMetricSource> sources, Live<MetricsOptions> options, TimeProvider time, ILogger<SampleService> logger) : BackgroundService
{
    private readonly Scraper scraper = new();
    private readonly GpuProbe gpus = new(time);

    public override void Dispose()
    {
        scraper.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            if (!(await store.OpenAsync(stoppingToken)).Try(out _, out var problem))
            {
                Log.NotOpened(logger, problem.Message);
                return;
            }

            while (true)
            {
                await RoundAsync(stoppingToken);
                await Task.Delay(options.Current.Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // stopping
        }
    }

    private async ValueTask RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var fetched = options.Current.Scrape.Select(async target => (target.Project, Samples: await scraper.FetchAsync(target, now, cancellationToken))).ToArray();
            foreach (var source in sources)
            {
                foreach (var (project, text) in source.Read())
                {
                    var samples = new List<(Labels, Sample)>();
                    ExpositionReader.Read(text, (labels, value, _) => samples.Add((labels, new Sample(now, value))));
                    await KeepAsync(project, samples, cancellationToken);
                }
            }

            if (await gpus.AskAsync(cancellationToken) is { } output)
            {
                await KeepAsync("", [.. GpuQuery.Read(output).Select(g => (g.Labels, new Sample(now, g.Value)))], cancellationToken);
            }

            foreach (var (project, samples) in await Task.WhenAll(fetched))
            {
                await KeepAsync(project, samples, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.SampleFailed(logger, failure);
        }
    }

    private async ValueTask KeepAsync(string project, List<(Labels, Sample)> samples, CancellationToken cancellationToken)
    {
        if (samples.Count > 0 && !(await store.AppendAsync(project, samples, cancellationToken)).Try(out _, out var problem))
        {
            Log.AppendFailed(logger, problem.Message);
        }
    }
}
