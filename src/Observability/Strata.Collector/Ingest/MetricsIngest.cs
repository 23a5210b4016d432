using System.Collections.Concurrent;
using System.Globalization;
using Strata.Collector.Series;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Otlp;
using Strata.Otlp.Metrics;
using Strata.Traces.Spans;

namespace Strata.Collector.Ingest;

/// <summary>Points of metrics into the project's series.</summary>
internal sealed class MetricsIngest(SeriesStore series) : IIngest, IDisposable
{
    private readonly TextPool names = new(16_384);
    private readonly ConcurrentBag<MetricsDecoder> idle = [];

    public OtlpSignal Signal => OtlpSignal.Metrics;

    public ValueTask<Result<IngestAnswer>> TakeAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, Caller caller, CancellationToken cancellationToken)
    {
        if (series.Of(caller.Project) is not { } sink)
        {
            return ValueTask.FromResult<Result<IngestAnswer>>(new Problem(ProblemCode.Overloaded, "Metrics of as many projects as this process may keep are there already."));
        }

        var decoder = idle.TryTake(out var kept) ? kept : new MetricsDecoder(names);
        try
        {
            return ValueTask.FromResult<Result<IngestAnswer>>(decoder.Decode(body, encoding, sink).Try(out var read, out var problem)
                ? new IngestAnswer(read.Taken, read.Rejected, Message(read.Rejected, read.Taken, read.Reason))
                : problem);
        }
        finally
        {
            Give(decoder);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var one))
        {
            one.Dispose();
        }
    }

    private static string Message(int rejected, int taken, string reason) =>
        rejected == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{rejected} of {taken + rejected} points were not taken. {reason}");

    private void Give(MetricsDecoder decoder)
    {
        if (idle.Count < 2 * Environment.ProcessorCount)
        {
            idle.Add(decoder);
        }
        else
        {
            decoder.Dispose();
        }
    }
}
