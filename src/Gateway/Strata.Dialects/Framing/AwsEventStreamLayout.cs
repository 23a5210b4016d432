using System.Buffers.Binary;

namespace Strata.Dialects.Framing;

/// <summary>
/// A message of <c>application/vnd.amazon.eventstream</c> (Smithy event stream specification). All numbers are big-endian, checksums
/// are CRC-32 (IEEE 802.3):
/// <code>
/// 0   uint32  bytes of the whole message
/// 4   uint32  bytes of the headers
/// 8   uint32  checksum of bytes 0 to 7
/// 12  headers: byte length of the name, name, byte type, value; a text (type 7) is uint16 length and UTF-8
/// …   payload
/// -4  uint32  checksum of everything before it
/// </code>
/// </summary>
internal static class AwsEventStreamLayout
{
    public const int PreludeBytes = 12;
    public const int ChecksumBytes = 4;
    public const int MessageBytesMin = PreludeBytes + ChecksumBytes;
    public const int MessageBytesMax = 16 << 20;
    public const int HeadersBytesMax = 128 << 10;
    public const byte TextType = 7;

    /// <summary>Bytes of the values of types that have no length of their own: true, false, byte, int16, int32, int64, then bytes, text, time, UUID.</summary>
    public static ReadOnlySpan<sbyte> ValueBytes => [0, 0, 1, 2, 4, 8, -1, -1, 8, 16];

    public static (int Total, int Headers) Prelude(ReadOnlySpan<byte> bytes)
    {
        var total = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var headers = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (Crc32.Of(bytes[..8]) != BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]))
        {
            throw new InvalidDataException("A message of the provider's event stream has a wrong prelude checksum.");
        }

        if (total is < MessageBytesMin or > MessageBytesMax || headers > HeadersBytesMax || headers > total - MessageBytesMin)
        {
            throw new InvalidDataException($"A message of the provider's event stream has impossible lengths: {total} bytes, {headers} of them headers.");
        }

        return ((int)total, (int)headers);
    }

    /// <summary>Finds a header's text; empty where it is not there. Headers that do not fit their room are a broken message.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> wanted)
    {
        while (!headers.IsEmpty)
        {
            var nameBytes = headers[0];
            if (headers.Length < nameBytes + 2)
            {
                throw Broken();
            }

            var name = headers.Slice(1, nameBytes);
            var type = headers[nameBytes + 1];
            headers = headers[(nameBytes + 2)..];
            if (type >= ValueBytes.Length)
            {
                throw Broken();
            }

            int valueBytes = ValueBytes[type];
            if (valueBytes < 0)
            {
                if (headers.Length < 2)
                {
                    throw Broken();
                }

                valueBytes = BinaryPrimitives.ReadUInt16BigEndian(headers);
                headers = headers[2..];
            }

            if (headers.Length < valueBytes)
            {
                throw Broken();
            }

            if (type == TextType && name.SequenceEqual(wanted))
            {
                return headers[..valueBytes];
            }

            headers = headers[valueBytes..];
        }

        return default;
    }

    private static InvalidDataException Broken() => new("A message of the provider's event stream has headers that do not fit.");
}
