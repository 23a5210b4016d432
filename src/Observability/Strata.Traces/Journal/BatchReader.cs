using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Spans;

namespace Strata.Traces.Journal;

/// <summary>Reads log records back; see <see cref="BatchLayout"/>.</summary>
internal sealed class BatchReader
{
    private readonly TextPool names = new(16_384);

    /// <summary>Reads a record into a batch, which is cleared before. Bodies point into the record.</summary>
    public Result<Done> Read(ReadOnlyMemory<byte> record, SpanBatch into)
    {
        into.Clear();
        var cursor = new ByteCursor(record.Span);
        var version = cursor.Byte();
        if (version != BatchLayout.Version)
        {
            return Problem.Corrupt($"A record of spans has version {version}; this build reads {BatchLayout.Version}.");
        }

        var tenants = new Tenant[cursor.Count()];
        for (var i = 0; i < tenants.Length; i++)
        {
            tenants[i] = new Tenant(cursor.Text(), cursor.Text());
        }

        var origins = new SpanOrigin[cursor.Count()];
        for (var i = 0; i < origins.Length; i++)
        {
            origins[i] = OriginText.Read(ref cursor);
        }

        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            if (!Span(ref cursor, record, (tenants, origins), into.Add()))
            {
                return Problem.Corrupt("A record of spans is damaged.");
            }
        }

        return cursor.Broken || !cursor.AtEnd ? Problem.Corrupt("A record of spans ends in the middle of a value.") : Done.Value;
    }

    private bool Span(ref ByteCursor cursor, ReadOnlyMemory<byte> record, (Tenant[] Tenants, SpanOrigin[] Origins) shared, SpanRecord span)
    {
        var (tenant, origin) = (cursor.Varint(), cursor.Varint());
        if (tenant >= (ulong)shared.Tenants.Length || origin >= (ulong)shared.Origins.Length)
        {
            return false;
        }

        (span.Tenant, span.Origin) = (shared.Tenants[tenant], shared.Origins[origin]);
        (span.TraceId, span.SpanId, span.ParentId) = (cursor.U128(), cursor.U64(), cursor.U64());
        span.StartNs = cursor.Zigzag();
        span.EndNs = unchecked(span.StartNs + (long)cursor.Varint());
        span.Name = Name(ref cursor);
        (span.Kind, span.Status) = ((SpanKind)cursor.Byte(), (SpanStatus)cursor.Byte());
        span.StatusText = cursor.Text();
        span.Flags = (uint)cursor.Varint();
        span.TraceState = cursor.Text();
        (span.Operation, span.Provider, span.RequestModel, span.ResponseModel) = (Name(ref cursor), Name(ref cursor), Name(ref cursor), Name(ref cursor));
        (span.Session, span.Conversation, span.User, span.Key) = (Name(ref cursor), Name(ref cursor), Name(ref cursor), Name(ref cursor));
        (span.ErrorType, span.Tool, span.Agent, span.FinishReason) = (Name(ref cursor), Name(ref cursor), Name(ref cursor), Name(ref cursor));
        span.Usage = Usage(ref cursor);
        var source = cursor.Byte();
        span.CostSource = (CostSource)(source & ~BatchLayout.HasCost);
        span.CostNanos = (source & BatchLayout.HasCost) != 0 ? cursor.Zigzag() : null;
        span.FirstTokenNs = cursor.Varint() is var first and not 0 ? (long)(first - 1) : null;
        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            span.Tags.Add(Name(ref cursor));
        }

        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            var slot = cursor.Byte();
            var role = Name(ref cursor);
            var length = cursor.Block().Length;
            span.Messages.Add(new SpanMessage((MessageSlot)((slot >> 1) & 3), role, record.Slice(record.Length - cursor.Left - length, length), (slot & 1) != 0));
        }

        return !cursor.Broken && ExtrasText.TryRead(cursor.Block(), span);
    }

    private string Name(ref ByteCursor cursor) => names.Get(cursor.Block());

    private static TokenUsage Usage(ref ByteCursor cursor)
    {
        var mask = cursor.Varint();
        return mask == 0 ? default : new TokenUsage
        {
            Input = Value(ref cursor, mask, 0),
            CachedInput = Value(ref cursor, mask, 1),
            CacheWrite = Value(ref cursor, mask, 2),
            CacheWriteLong = Value(ref cursor, mask, 3),
            AudioInput = Value(ref cursor, mask, 4),
            ImageInput = Value(ref cursor, mask, 5),
            Output = Value(ref cursor, mask, 6),
            Reasoning = Value(ref cursor, mask, 7),
            AudioOutput = Value(ref cursor, mask, 8),
            ImageOutput = Value(ref cursor, mask, 9),
            ToolCalls = Value(ref cursor, mask, 10),
        };

        static long Value(ref ByteCursor cursor, ulong mask, int bit) => (mask >> bit & 1) != 0 ? (long)cursor.Varint() : 0;
    }
}
