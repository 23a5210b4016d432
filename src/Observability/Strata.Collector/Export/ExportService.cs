using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Guard;
using Strata.Traces.Spans;

namespace Strata.Collector.Export;

/// <summary>The exporters of the configuration as it stood at the start, with their life and figures.</summary>
internal sealed class ExportService : IHostedService, IAsyncDisposable
{
    private readonly SocketsHttpHandler handler = new() { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
    private readonly Meter meter = new("Strata.Collector.Export");
    private readonly Exporter[] exporters;

    public ExportService(IReadOnlyList<ExportTarget> targets, TimeProvider time, ILogger<ExportService> log)
    {
        exporters = [.. targets.Select(t => new Exporter(t, Policy(t), handler, time, log))];
        Observe("strata.collector.export.sent", "Spans that a receiver took.", e => e.Sent);
        Observe("strata.collector.export.dropped", "Spans that had no room in a receiver's queue.", e => e.Dropped);
        Observe("strata.collector.export.refused", "Spans that a receiver refused.", e => e.Refused);
    }

    public IReadOnlyList<Exporter> Exporters => exporters;

    public void Offer(SpanBatch batch)
    {
        foreach (var exporter in exporters)
        {
            exporter.Offer(batch);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Array.ForEach(exporters, e => e.Start());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(exporters.Select(e => e.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var exporter in exporters)
        {
            await exporter.DisposeAsync();
        }

        meter.Dispose();
        handler.Dispose();
    }

    private static GuardPolicy? Policy(ExportTarget target) => ExportTargets.Policy(target)?.Value;

    private void Observe(string name, string what, Func<Exporter, long> read) =>
        meter.CreateObservableCounter(name, () => exporters.Select(e => new Measurement<long>(read(e), new KeyValuePair<string, object?>("receiver", e.Name))), description: what);
}
