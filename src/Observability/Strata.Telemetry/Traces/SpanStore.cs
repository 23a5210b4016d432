using System.Globalization;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Traces;

/// <summary>
/// Traces in memory, bounded by bytes: when the bound is passed the traces that began first are forgotten. Adding a span is
/// idempotent on (project, trace, span). Spans without a project are kept apart and no project's reader sees them.
/// Thread-safe; every call is O(1) but for the copy of what it returns.
/// </summary>
internal sealed class SpanStore(SpanLimits limits)
{
    /// <summary>What a span takes beside its bytes: its share of lists, indexes and object heads.</summary>
    private const int OverheadBytes = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<TraceKey, LinkedListNode<TraceBucket>> traces = [];
    private readonly Dictionary<TraceKey, TraceKey> requests = [];
    private readonly LinkedList<TraceBucket> order = [];
    private readonly SpanBatchWriter writer = new();
    private long held;
    private long refused;

    /// <summary>Bytes held, roughly.</summary>
    public long Bytes => Volatile.Read(ref held);

    /// <summary>Spans refused because their trace had too many.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Keeps a span.</summary>
    /// <returns>False where it was there already, or its trace is full.</returns>
    public bool Add(SpanRecord span)
    {
        lock (gate)
        {
            var bucket = BucketOf(new TraceKey(span.Project, span.TraceId));
            if (bucket.Spans.Count >= limits.TraceSpansMax)
            {
                refused++;
                return false;
            }

            if (!bucket.TryTake(ulong.TryParse(span.SpanId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? id : 0))
            {
                return false;
            }

            Keep(bucket, span);
            while (held > limits.MemoryBytesMax && order.Count > 1)
            {
                Forget(order.First!.Value);
            }

            return true;
        }
    }

    /// <summary>The newest traces that pass, newest first.</summary>
    public IReadOnlyList<IReadOnlyList<SpanRecord>> Newest(TraceScope scope, int count, Func<IReadOnlyList<SpanRecord>, bool>? keep = null)
    {
        var found = new List<IReadOnlyList<SpanRecord>>();
        var reader = new SpanBatchReader();
        lock (gate)
        {
            for (var node = order.Last; node is not null && found.Count < count; node = node.Previous)
            {
                if (Visible(node.Value, scope) && Read(reader, node.Value) is var spans && (keep is null || keep(spans)))
                {
                    found.Add(spans);
                }
            }
        }

        return found;
    }

    /// <summary>The spans of a trace; empty where there is none in scope.</summary>
    public IReadOnlyList<SpanRecord> Find(TraceScope scope, string traceId)
    {
        lock (gate)
        {
            return traces.TryGetValue(new(scope.Project, traceId), out var node) && Visible(node.Value, scope) ? Read(new SpanBatchReader(), node.Value) : [];
        }
    }

    /// <summary>The spans of the trace that served a request; empty where there is none in scope.</summary>
    public IReadOnlyList<SpanRecord> FindRequest(TraceScope scope, string requestId)
    {
        lock (gate)
        {
            return requests.TryGetValue(new(scope.Project, requestId), out var key) ? Find(scope, key.Id) : [];
        }
    }

    private static bool Visible(TraceBucket bucket, TraceScope scope) =>
        bucket.Key.Project.Length > 0 && bucket.Key.Project == scope.Project && (scope.KeyId is null || scope.KeyId == bucket.KeyId);

    private static List<SpanRecord> Read(SpanBatchReader reader, TraceBucket bucket)
    {
        var spans = new List<SpanRecord>(bucket.Spans.Count);
        foreach (var bytes in bucket.Spans)
        {
            spans.AddRange(reader.Read(bytes).Value);
        }

        return spans;
    }

    private TraceBucket BucketOf(TraceKey key)
    {
        if (!traces.TryGetValue(key, out var node))
        {
            node = order.AddLast(new TraceBucket(key));
            traces.Add(key, node);
        }

        return node.Value;
    }

    private void Keep(TraceBucket bucket, SpanRecord span)
    {
        var bytes = writer.Write([span]).ToArray();
        bucket.Spans.Add(bytes);
        if (span.Find(StrataTags.Key) is { } key)
        {
            bucket.Belongs(key);
        }

        if (span.Find(StrataTags.Request) is { } request && requests.TryAdd(new(span.Project, request), bucket.Key))
        {
            bucket.Requests.Add(request);
        }

        var size = bytes.Length + OverheadBytes;
        bucket.Bytes += size;
        held += size;
    }

    private void Forget(TraceBucket bucket)
    {
        order.RemoveFirst();
        traces.Remove(bucket.Key);
        held -= bucket.Bytes;
        foreach (var request in bucket.Requests)
        {
            requests.Remove(new(bucket.Key.Project, request));
        }
    }
}
