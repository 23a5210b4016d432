using System.Collections.Concurrent;
using Strata.Core.Results;
using Strata.Traces.Journal;
using Strata.Traces.Spans;

namespace Strata.Traces.Storage;

/// <summary>A store of spans: takes them in, and shows queries all its tables at one moment. <see cref="TraceStore"/> keeps them in a folder; another shares them over processes.</summary>
public abstract class SpanStore : ISpanSink, IAsyncDisposable
{
    /// <summary>When to send again what was refused because the store was not ready.</summary>
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentBag<BatchWriter> writers = [];

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

    /// <summary>The log that acknowledges.</summary>
    internal abstract OrderedLog Ordered { get; }

    /// <summary>Whether it was open and is no more.</summary>
    internal abstract bool IsClosed { get; }

    /// <summary>Opens it; to be called once. After a problem it stays closed to spans and empty to queries.</summary>
    public abstract ValueTask<Result<Done>> OpenAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken)
    {
        if (!IsOpen)
        {
            return new Problem(ProblemCode.Unavailable, IsClosed ? "The trace store is closed." : "The trace store is not open yet.") { RetryAfter = RetryAfter };
        }

        cancellationToken.ThrowIfCancellationRequested();
        var refused = Rules.Refused(batch, out var reason);
        var outcome = new AppendOutcome(0, 0, refused?.Count ?? 0, reason);
        if (outcome.Rejected == batch.Count)
        {
            return outcome;
        }

        if (!await HasRoomAsync())
        {
            return new Problem(ProblemCode.Overloaded, "Too many spans wait to be stored. Send them again later.") { RetryAfter = RetryAfter };
        }

        var writer = writers.TryTake(out var used) ? used : new BatchWriter();
        try
        {
            for (var from = 0; from < batch.Count;)
            {
                var (record, next) = writer.Write(batch, from, refused);
                var (stored, duplicates) = await Ordered.AppendAsync(record, new WaitingRecord(batch, from, next, refused));
                outcome = outcome with { Stored = outcome.Stored + stored, Duplicates = outcome.Duplicates + duplicates };
                from = next;
            }

            return outcome;
        }
        catch (IOException failure)
        {
            return new Problem(ProblemCode.StorageFailed, $"The spans could not be written: {failure.Message}");
        }
        catch (ObjectDisposedException)
        {
            return new Problem(ProblemCode.Unavailable, "The trace store is closed.") { RetryAfter = RetryAfter };
        }
        finally
        {
            writers.Add(writer);
        }
    }

    /// <summary>Makes segments of all that is in memory now. Ordinary running does not need it: a log holds those spans too.</summary>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks after the store: drops what nobody keeps, takes what single tenants no longer keep out of the rest, and makes one segment of
    /// many small ones. To be called now and then, by one at a time; spans come in meanwhile.
    /// </summary>
    public abstract ValueTask<Upkeep> TidyAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Whether more may wait to be stored; may take a moment to find out.</summary>
    internal abstract ValueTask<bool> HasRoomAsync();
}
