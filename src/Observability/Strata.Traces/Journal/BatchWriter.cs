using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Spans;

namespace Strata.Traces.Journal;

/// <summary>Writes spans as log records; see <see cref="BatchLayout"/>. Reused: its buffers keep their size.</summary>
internal sealed class BatchWriter
{
    private readonly ByteWriter record = new(64 * 1024);
    private readonly ByteWriter spans = new(64 * 1024);
    private readonly ByteWriter extras = new();
    private readonly List<Tenant> tenants = [];
    private readonly List<SpanOrigin> origins = [];

    /// <summary>Writes the spans of a batch from one on, until the record is full, leaving out those that <paramref name="refused"/> marks.</summary>
    /// <returns>The record, valid until the next call, and the span to go on with.</returns>
    public (ReadOnlyMemory<byte> Record, int Next) Write(SpanBatch batch, int from, HashSet<int>? refused)
    {
        record.Clear();
        spans.Clear();
        tenants.Clear();
        origins.Clear();
        var (next, count) = (from, 0u);
        for (; next < batch.Count && spans.Length < BatchLayout.RecordBytes; next++)
        {
            if (refused?.Contains(next) != true)
            {
                Span(batch[next]);
                count++;
            }
        }

        record.Byte(BatchLayout.Version);
        record.Varint((uint)tenants.Count);
        foreach (var tenant in tenants)
        {
            record.Text(tenant.Organization);
            record.Text(tenant.Project);
        }

        record.Varint((uint)origins.Count);
        foreach (var origin in origins)
        {
            OriginText.Write(origin, record);
        }

        record.Varint(count);
        record.Bytes(spans.Written);
        return (record.Memory, next);
    }

    /// <summary>Bytes a span takes in a record, roughly and from above.</summary>
    public static long BytesOf(SpanRecord span)
    {
        long bytes = 512 + span.Attributes.Bytes.Length + (3L * (span.Name.Length + span.StatusText.Length + span.TraceState.Length + span.Session.Length + span.User.Length + span.Conversation.Length));
        foreach (var message in span.Messages)
        {
            bytes += 64 + message.Body.Length;
        }

        foreach (var happened in span.Events)
        {
            bytes += 64 + (3L * happened.Name.Length) + happened.Attributes.Bytes.Length;
        }

        foreach (var link in span.Links)
        {
            bytes += 64 + link.Attributes.Bytes.Length;
        }

        return bytes;
    }

    private void Span(SpanRecord span)
    {
        spans.Varint((uint)Index(tenants, span.Tenant));
        spans.Varint((uint)Index(origins, span.Origin));
        spans.U128(span.TraceId);
        spans.U64(span.SpanId);
        spans.U64(span.ParentId);
        spans.Zigzag(span.StartNs);
        spans.Varint((ulong)span.DurationNs);
        spans.Text(span.Name);
        spans.Byte((byte)span.Kind);
        spans.Byte((byte)span.Status);
        spans.Text(span.StatusText);
        spans.Varint(span.Flags);
        spans.Text(span.TraceState);
        spans.Text(span.Operation);
        spans.Text(span.Provider);
        spans.Text(span.RequestModel);
        spans.Text(span.ResponseModel);
        spans.Text(span.Session);
        spans.Text(span.Conversation);
        spans.Text(span.User);
        spans.Text(span.Key);
        spans.Text(span.ErrorType);
        spans.Text(span.Tool);
        spans.Text(span.Agent);
        spans.Text(span.FinishReason);
        Usage(span);
        spans.Byte((byte)((byte)span.CostSource | (span.CostNanos is null ? 0 : BatchLayout.HasCost)));
        if (span.CostNanos is { } cost)
        {
            spans.Zigzag(cost);
        }

        spans.Varint(span.FirstTokenNs is { } first ? (ulong)Math.Max(0, first) + 1 : 0);
        spans.Varint((uint)span.Tags.Count);
        foreach (var tag in span.Tags)
        {
            spans.Text(tag);
        }

        spans.Varint((uint)span.Messages.Count);
        foreach (var message in span.Messages)
        {
            spans.Byte((byte)(((int)message.Slot << 1) | (message.IsJson ? 1 : 0)));
            spans.Text(message.Role);
            spans.Block(message.Body.Span);
        }

        extras.Clear();
        ExtrasText.Write(span, extras);
        spans.Block(extras.Written);
    }

    private void Usage(SpanRecord span)
    {
        var usage = span.Usage;
        ReadOnlySpan<long> values =
        [
            usage.Input, usage.CachedInput, usage.CacheWrite, usage.CacheWriteLong, usage.AudioInput, usage.ImageInput, usage.Output, usage.Reasoning, usage.AudioOutput, usage.ImageOutput, usage.ToolCalls,
        ];
        var mask = 0u;
        for (var i = 0; i < values.Length; i++)
        {
            mask |= values[i] > 0 ? 1u << i : 0;
        }

        spans.Varint(mask);
        foreach (var value in values)
        {
            if (value > 0)
            {
                spans.Varint((ulong)value);
            }
        }
    }

    private static int Index<T>(List<T> list, T item)
    {
        // The last one first: spans of one origin stand together.
        if (list.Count > 0 && EqualityComparer<T>.Default.Equals(list[^1], item))
        {
            return list.Count - 1;
        }

        var index = list.IndexOf(item);
        if (index < 0)
        {
            index = list.Count;
            list.Add(item);
        }

        return index;
    }
}
