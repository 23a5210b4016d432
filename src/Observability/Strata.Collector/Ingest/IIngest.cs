using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Otlp;

namespace Strata.Collector.Ingest;

/// <summary>Takes the export requests of one signal.</summary>
internal interface IIngest
{
    OtlpSignal Signal { get; }

    /// <summary>Stores what a request holds. The body may be reused when the task completes.</summary>
    ValueTask<Result<IngestAnswer>> TakeAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, Caller caller, CancellationToken cancellationToken);
}
