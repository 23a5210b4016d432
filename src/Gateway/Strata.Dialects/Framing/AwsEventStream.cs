using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Strata.Dialects.Framing;

/// <summary>
/// Messages of <c>application/vnd.amazon.eventstream</c>. Both checksums and all lengths are checked before a byte is believed. An
/// event's name is its <c>:event-type</c>, an exception's its <c>:exception-type</c>, an error's its <c>:error-code</c>.
/// </summary>
public sealed class AwsEventStream : IFrameSplitter
{
    private AwsEventStream()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static AwsEventStream Instance { get; } = new();

    /// <inheritdoc/>
    public int Cut(ReadOnlySpan<byte> bytes, ref int scanned)
    {
        if (bytes.Length < AwsEventStreamLayout.PreludeBytes)
        {
            return 0;
        }

        var (total, _) = AwsEventStreamLayout.Prelude(bytes);
        if (bytes.Length < total)
        {
            return 0;
        }

        var body = total - AwsEventStreamLayout.ChecksumBytes;
        if (Crc32.Of(bytes[..body]) != BinaryPrimitives.ReadUInt32BigEndian(bytes[body..]))
        {
            throw new InvalidDataException("A message of the provider's event stream has a wrong checksum.");
        }

        scanned = 0;
        return total;
    }

    /// <inheritdoc/>
    public Frame Open(ReadOnlySpan<byte> whole)
    {
        var (total, headerBytes) = AwsEventStreamLayout.Prelude(whole);
        var headers = whole.Slice(AwsEventStreamLayout.PreludeBytes, headerBytes);
        var payload = whole[(AwsEventStreamLayout.PreludeBytes + headerBytes)..(total - AwsEventStreamLayout.ChecksumBytes)];
        var kind = AwsEventStreamLayout.Text(headers, ":message-type"u8);
        if (kind.SequenceEqual("error"u8))
        {
            return new Frame(AwsEventStreamLayout.Text(headers, ":error-code"u8), Message(AwsEventStreamLayout.Text(headers, ":error-message"u8)));
        }

        var name = AwsEventStreamLayout.Text(headers, kind.SequenceEqual("exception"u8) ? ":exception-type"u8 : ":event-type"u8);
        return new Frame(name, payload);
    }

    private static byte[] Message(ReadOnlySpan<byte> text) => [.. "{\"message\":\""u8, .. JsonEncodedText.Encode(Encoding.UTF8.GetString(text)).EncodedUtf8Bytes, .. "\"}"u8];
}
