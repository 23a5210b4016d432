using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Strata.Telemetry.Recording;
using Strata.Traces.Recording;
using Strata.Traces.Storage;

namespace Strata.Telemetry;

/// <summary>What telemetry says of itself: spans taken, dropped and not stored, so that a gap is never silent, and how large the store is.</summary>
internal sealed class SelfMetrics(SpanRecorder recorder, SpanPump pump, SpanStore store, TimeProvider time) : IHostedService, IDisposable
{
    private readonly Meter meter = new("Strata.Telemetry");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.CreateObservableCounter("strata.telemetry.spans", () => recorder.Taken, description: "Own spans taken.");
        meter.CreateObservableCounter("strata.telemetry.spans_dropped", () => recorder.Dropped, description: "Own spans dropped because too many waited.");
        meter.CreateObservableCounter("strata.telemetry.spans_unwritten", () => pump.Lost, description: "Own spans that the store did not take.");
        meter.CreateObservableGauge("strata.traces.live", () => store.LiveSpans, "{span}", "Spans in memory, also in the log.");
        meter.CreateObservableGauge("strata.traces.stored", () => store.StoredSpans, "{span}", "Spans in segments.");
        meter.CreateObservableGauge("strata.traces.disk", () => store.StoredBytes, "By", "Bytes of segments.");
        meter.CreateObservableGauge("strata.traces.segments", () => store.SegmentCount, "{segment}", "Segments on disk.");
        meter.CreateObservableGauge("strata.traces.behind", () => store.BehindSince is { } since ? (time.GetUtcNow() - since).TotalSeconds : 0, "s", "How long spans of other replicas are not seen here.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();
}
