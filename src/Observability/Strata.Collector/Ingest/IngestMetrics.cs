using System.Diagnostics.Metrics;
using Strata.Collector.Bodies;
using Strata.Otlp;
using Strata.Otlp.Dialects;

namespace Strata.Collector.Ingest;

/// <summary>What the collector says of itself.</summary>
internal sealed class IngestMetrics : IDisposable
{
    private readonly Meter meter = new("Strata.Collector");
    private readonly Counter<long> requests;
    private readonly Counter<long> taken;
    private readonly Counter<long> rejected;
    private readonly Counter<long> bytes;

    public IngestMetrics(InFlight inFlight, UnmappedTokens unmapped)
    {
        requests = meter.CreateCounter<long>("strata.collector.requests", description: "Export requests, by what became of them.");
        taken = meter.CreateCounter<long>("strata.collector.items", description: "Spans, points and log records that were taken.");
        rejected = meter.CreateCounter<long>("strata.collector.rejected", description: "Spans, points and log records that were not taken.");
        bytes = meter.CreateCounter<long>("strata.collector.bytes", "By", "Bytes of export requests, unpacked.");
        meter.CreateObservableGauge("strata.collector.in_flight", () => inFlight.Bytes, "By", "Bytes of export requests held now.");
        meter.CreateObservableCounter("strata.collector.unmapped_token_attributes", () => unmapped.Total, description: "Attributes that look like token counts and that no dialect knows.");
    }

    public void Count(OtlpSignal signal, string outcome, long size, IngestAnswer answer)
    {
        var word = new KeyValuePair<string, object?>("signal", Word(signal));
        requests.Add(1, word, new("outcome", outcome));
        bytes.Add(size, word);
        if (answer.Taken > 0)
        {
            taken.Add(answer.Taken, word);
        }

        if (answer.Rejected > 0)
        {
            rejected.Add(answer.Rejected, word);
        }
    }

    public void Dispose() => meter.Dispose();

    private static string Word(OtlpSignal signal) => signal switch { OtlpSignal.Traces => "traces", OtlpSignal.Metrics => "metrics", _ => "logs" };
}
