using Strata.Core.Results;
using Strata.Traces.Spans;

namespace Strata.Traces.Storage;

/// <summary>A store of spans: takes them in, and shows queries all its tables at one moment. <see cref="TraceStore"/> keeps them in a folder; another shares them over processes.</summary>
public abstract class SpanStore : ISpanSink, IAsyncDisposable
{
    /// <summary>Spans in memory.</summary>
    public abstract long LiveSpans { get; }

    /// <summary>Spans in segments.</summary>
    public abstract long StoredSpans { get; }

    /// <summary>Bytes of segments.</summary>
    public abstract long StoredBytes { get; }

    /// <summary>Segments.</summary>
    public abstract int SegmentCount { get; }

    /// <summary>Whether it has opened and is not closed; before, queries find nothing.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>Since when spans that others took in are not seen here; null where nothing is missing.</summary>
    public virtual DateTimeOffset? BehindSince => null;

    internal abstract TableSet State { get; }

    internal abstract SpanRules Rules { get; }

    /// <summary>Opens it; to be called once. After a problem it stays closed to spans and empty to queries.</summary>
    public abstract ValueTask<Result<Done>> OpenAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken);

    /// <summary>Makes segments of all that is in memory now. Ordinary running does not need it: a log holds those spans too.</summary>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks after the store: drops what nobody keeps, takes what single tenants no longer keep out of the rest, and makes one segment of
    /// many small ones. To be called now and then, by one at a time; spans come in meanwhile.
    /// </summary>
    public abstract ValueTask<Upkeep> TidyAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
