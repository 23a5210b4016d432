using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Strata.Dialects.Framing;

/// <summary>Writes messages of <c>application/vnd.amazon.eventstream</c>; see <see cref="AwsEventStreamLayout"/> for their bytes.</summary>
internal static class AwsEventStreamWriter
{
    /// <summary>Writes one message with a JSON payload.</summary>
    /// <param name="name">The event's or exception's name.</param>
    /// <param name="isException">Whether it tells a failure.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="output">Where to.</param>
    public static void Write(string name, bool isException, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        Span<byte> headers = stackalloc byte[512];
        var at = Header(headers, 0, isException ? ":exception-type" : ":event-type", name);
        at = Header(headers, at, ":content-type", "application/json");
        at = Header(headers, at, ":message-type", isException ? "exception" : "event");
        var total = AwsEventStreamLayout.MessageBytesMin + at + payload.Length;
        var message = output.GetSpan(total)[..total];
        BinaryPrimitives.WriteUInt32BigEndian(message, (uint)total);
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], (uint)at);
        BinaryPrimitives.WriteUInt32BigEndian(message[8..], Crc32.Of(message[..8]));
        headers[..at].CopyTo(message[AwsEventStreamLayout.PreludeBytes..]);
        payload.CopyTo(message[(AwsEventStreamLayout.PreludeBytes + at)..]);
        var body = total - AwsEventStreamLayout.ChecksumBytes;
        BinaryPrimitives.WriteUInt32BigEndian(message[body..], Crc32.Of(message[..body]));
        output.Advance(total);
    }

    private static int Header(Span<byte> headers, int at, string name, string value)
    {
        headers[at] = (byte)Encoding.UTF8.GetBytes(name, headers[(at + 1)..]);
        at += headers[at] + 1;
        headers[at++] = AwsEventStreamLayout.TextType;
        var length = Encoding.UTF8.GetBytes(value, headers[(at + 2)..]);
        BinaryPrimitives.WriteUInt16BigEndian(headers[at..], (ushort)length);
        return at + 2 + length;
    }
}
