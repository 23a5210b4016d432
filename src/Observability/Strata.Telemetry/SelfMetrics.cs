using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Strata.Telemetry.Journal;
using Strata.Telemetry.Recording;
using Strata.Telemetry.Traces;

namespace Strata.Telemetry;

/// <summary>What telemetry says of itself: spans taken, dropped, refused and not written, so that a gap is never silent.</summary>
internal sealed class SelfMetrics(SpanRecorder recorder, SpanStore store, SpanJournal journal) : IHostedService, IDisposable
{
    private readonly Meter meter = new("Strata.Telemetry");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.CreateObservableCounter("strata.telemetry.spans", () => recorder.Taken, description: "Spans taken.");
        meter.CreateObservableCounter("strata.telemetry.spans_dropped", () => recorder.Dropped, description: "Spans dropped because the queue was full.");
        meter.CreateObservableCounter("strata.telemetry.spans_refused", () => store.Refused, description: "Spans refused because their trace had too many.");
        meter.CreateObservableCounter("strata.telemetry.spans_unwritten", () => journal.Unwritten, description: "Spans the disk refused; they were kept in memory.");
        meter.CreateObservableGauge("strata.telemetry.memory", () => store.Bytes, "By", "Bytes of traces in memory.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();
}
