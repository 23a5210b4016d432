using System.Collections.Concurrent;
using System.Globalization;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Otlp;
using Strata.Otlp.Dialects;
using Strata.Otlp.Logs;
using Strata.Traces.Spans;

namespace Strata.Collector.Ingest;

/// <summary>Log records of traces, as moments of them.</summary>
internal sealed class LogIngest(ISpanSink? sink, UnmappedTokens unmapped) : IIngest, IDisposable
{
    private const int KeptRecordsMax = 8_192;
    private readonly TextPool names = new();
    private readonly ConcurrentBag<(LogDecoder Decoder, SpanBatch Batch)> idle = [];

    public OtlpSignal Signal => OtlpSignal.Logs;

    public async ValueTask<Result<IngestAnswer>> TakeAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, Caller caller, CancellationToken cancellationToken)
    {
        if (sink is null)
        {
            return new Problem(ProblemCode.Unavailable, "This process keeps no traces. Add the target 'telemetry'.");
        }

        var (decoder, batch) = idle.TryTake(out var one) ? one : (new LogDecoder(names, unmapped), new SpanBatch());
        var most = 0;
        try
        {
            if (!decoder.Decode(body, encoding, new Tenant(caller.Organization, caller.Project), caller.KeyId, batch).Try(out var read, out var problem))
            {
                return problem;
            }

            most = batch.Count;
            var stored = batch.Count == 0 ? new AppendOutcome(0, 0, 0, null) : await sink.AppendAsync(batch, cancellationToken);
            return stored.Try(out var outcome, out problem) ? Answer(read.Taken, read.Rejected, read.Reason, outcome) : problem;
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

    private static IngestAnswer Answer(int taken, int rejected, string reason, AppendOutcome outcome)
    {
        var refused = rejected + outcome.Rejected;
        return new IngestAnswer(
            outcome.Stored, refused, refused == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{refused} of {taken + rejected} log records were not taken. {reason} {outcome.Reason}").TrimEnd());
    }

    private void Give(LogDecoder decoder, SpanBatch batch, int most)
    {
        batch.Clear();
        decoder.Clear();
        if (most <= KeptRecordsMax && idle.Count < 2 * Environment.ProcessorCount)
        {
            idle.Add((decoder, batch));
        }
        else
        {
            decoder.Dispose();
        }
    }
}
