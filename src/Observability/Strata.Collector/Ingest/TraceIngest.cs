using System.Collections.Concurrent;
using System.Globalization;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Otlp;
using Strata.Otlp.Dialects;
using Strata.Otlp.Spans;
using Strata.Traces.Spans;

namespace Strata.Collector.Ingest;

/// <summary>Spans: decode into a pooled batch, price, append, answer when they are on disk.</summary>
internal sealed class TraceIngest(ISpanSink? sink, UnmappedTokens unmapped, SpanPrices prices) : IIngest, IDisposable
{
    /// <summary>A batch that has held more is not kept: its records would stay in memory for good.</summary>
    private const int KeptSpansMax = 8_192;

    private readonly TextPool names = new();
    private readonly ConcurrentBag<(TraceDecoder Decoder, SpanBatch Batch)> idle = [];
    private int kept;

    public OtlpSignal Signal => OtlpSignal.Traces;

    public async ValueTask<Result<IngestAnswer>> TakeAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, Caller caller, CancellationToken cancellationToken)
    {
        if (sink is null)
        {
            return new Problem(ProblemCode.Unavailable, "This process keeps no spans. Add the target 'telemetry'.");
        }

        var (decoder, batch) = Rent();
        var most = 0;
        try
        {
            if (!decoder.Decode(body, encoding, new Tenant(caller.Organization, caller.Project), caller.KeyId, batch).Try(out var read, out var problem))
            {
                return problem;
            }

            most = batch.Count;
            if (batch.Count == 0)
            {
                return new IngestAnswer(0, read.Rejected, Message(read, default, null));
            }

            prices.Add(batch);
            return (await sink.AppendAsync(batch, cancellationToken)).Try(out var stored, out problem)
                ? new IngestAnswer(stored.Stored, read.Rejected + stored.Rejected, Message(read, stored.Rejected, stored.Reason))
                : problem;
        }
        finally
        {
            Give(decoder, batch, most);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var one))
        {
            one.Decoder.Dispose();
        }
    }

    private static string Message(DecodeOutcome read, int refused, string? why) =>
        read.Rejected + refused == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{read.Rejected + refused} of {read.Taken + read.Rejected} spans were not taken. {read.Reason} {why}").TrimEnd();

    private (TraceDecoder Decoder, SpanBatch Batch) Rent()
    {
        if (idle.TryTake(out var one))
        {
            Interlocked.Decrement(ref kept);
            return one;
        }

        return (new TraceDecoder(names, unmapped), new SpanBatch());
    }

    private void Give(TraceDecoder decoder, SpanBatch batch, int most)
    {
        batch.Clear();
        decoder.Clear();
        if (most <= KeptSpansMax && Interlocked.Increment(ref kept) <= 2 * Environment.ProcessorCount)
        {
            idle.Add((decoder, batch));
            return;
        }

        if (most <= KeptSpansMax)
        {
            Interlocked.Decrement(ref kept);
        }

        decoder.Dispose();
    }
}
