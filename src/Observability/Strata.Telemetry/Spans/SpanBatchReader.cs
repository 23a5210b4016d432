using System.Diagnostics;
using Strata.Core.Results;

namespace Strata.Telemetry.Spans;

/// <summary>Reads a batch; see <see cref="SpanBatchLayout"/>. Names and keys are shared between spans, as they repeat.</summary>
internal sealed class SpanBatchReader
{
    private const int SharedMax = 4096;

    /// <summary>100 ns from 1970 to the last year a date can hold.</summary>
    private static readonly long TicksMax = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks;

    private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);

    public Result<IReadOnlyList<SpanRecord>> Read(ReadOnlySpan<byte> record)
    {
        var cursor = new ByteCursor(record);
        var version = cursor.Byte();
        if (version != SpanBatchLayout.Version)
        {
            return Problem.Corrupt($"A batch of spans has version {version}; this build reads {SpanBatchLayout.Version}.");
        }

        var spans = new List<SpanRecord>();
        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            spans.Add(Span(ref cursor));
        }

        return cursor.Broken || !cursor.AtEnd ? Problem.Corrupt("A batch of spans ends in the middle of a value.") : spans;
    }

    private SpanRecord Span(ref ByteCursor cursor) => new()
    {
        TraceId = cursor.Hex(16),
        SpanId = cursor.Hex(8),
        ParentId = cursor.Hex(8),
        Kind = (ActivityKind)cursor.Byte(),
        Status = (ActivityStatusCode)cursor.Byte(),
        Start = DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(cursor.Zigzag(), 0, TicksMax / 2)),
        Duration = TimeSpan.FromTicks((long)Math.Min(cursor.Varint(), (ulong)(TicksMax / 4))),
        Name = Share(cursor.Text()),
        Source = Share(cursor.Text()),
        Project = Share(cursor.Text()),
        StatusText = cursor.Text(),
        Attributes = Attributes(ref cursor),
        Events = Events(ref cursor),
    };

    private List<SpanAttribute> Attributes(ref ByteCursor cursor)
    {
        var count = cursor.Count();
        var list = new List<SpanAttribute>(Math.Min(count, 64));
        for (; count > 0 && !cursor.Broken; count--)
        {
            var key = Share(cursor.Text());
            var kind = (SpanValueKind)cursor.Byte();
            list.Add(new SpanAttribute(key, cursor.Text(), kind));
        }

        return list;
    }

    private List<SpanEvent> Events(ref ByteCursor cursor)
    {
        var count = cursor.Count();
        var list = new List<SpanEvent>();
        for (; count > 0 && !cursor.Broken; count--)
        {
            var name = Share(cursor.Text());
            var offset = TimeSpan.FromTicks(Math.Clamp(cursor.Zigzag(), -TicksMax, TicksMax));
            list.Add(new SpanEvent(name, offset, Attributes(ref cursor)));
        }

        return list;
    }

    private string Share(string text)
    {
        if (shared.TryGetValue(text, out var known))
        {
            return known;
        }

        if (shared.Count < SharedMax)
        {
            shared.Add(text, text);
        }

        return text;
    }
}
