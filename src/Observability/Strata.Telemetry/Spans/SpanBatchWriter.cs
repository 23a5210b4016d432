using System.Buffers;
using System.Text;

namespace Strata.Telemetry.Spans;

/// <summary>Writes a batch; see <see cref="SpanBatchLayout"/>. The buffer is reused from batch to batch.</summary>
internal sealed class SpanBatchWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);

    public ReadOnlyMemory<byte> Write(IReadOnlyList<SpanRecord> spans)
    {
        buffer.ResetWrittenCount();
        Byte(SpanBatchLayout.Version);
        Varint((ulong)spans.Count);
        foreach (var span in spans)
        {
            Span(span);
        }

        return buffer.WrittenMemory;
    }

    private void Span(SpanRecord span)
    {
        Hex(span.TraceId, 16);
        Hex(span.SpanId, 8);
        Hex(span.ParentId, 8);
        Byte((byte)span.Kind);
        Byte((byte)span.Status);
        Zigzag((span.Start - DateTimeOffset.UnixEpoch).Ticks);
        Varint((ulong)Math.Max(0, span.Duration.Ticks));
        Text(span.Name);
        Text(span.Source);
        Text(span.Project);
        Text(span.StatusText);
        Attributes(span.Attributes);
        Varint((ulong)span.Events.Count);
        foreach (var happened in span.Events)
        {
            Text(happened.Name);
            Zigzag(happened.Offset.Ticks);
            Attributes(happened.Attributes);
        }
    }

    private void Attributes(IReadOnlyList<SpanAttribute> attributes)
    {
        Varint((ulong)attributes.Count);
        foreach (var attribute in attributes)
        {
            Text(attribute.Key);
            Byte((byte)attribute.Kind);
            Text(attribute.Value);
        }
    }

    private void Hex(string digits, int bytes)
    {
        var target = buffer.GetSpan(bytes)[..bytes];
        target.Clear();
        if (digits.Length == 2 * bytes)
        {
            Convert.FromHexString(digits, target, out _, out _);
        }

        buffer.Advance(bytes);
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)bytes);
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(bytes)));
    }

    private void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    private void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    private void Varint(ulong value)
    {
        var target = buffer.GetSpan(10);
        var at = 0;
        while (value >= 0x80)
        {
            target[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[at++] = (byte)value;
        buffer.Advance(at);
    }
}
