using System.Buffers.Binary;
using Strata.Storage.Durability;

namespace Strata.Storage.Logs;

/// <summary>
/// The bytes of a segment, a file <c>NNNNNNNNNNNNNNNNNNNN.log</c> named by its first sequence number. Little-endian.
/// <code>
/// segment  = header record*
/// header   = magic "STRATLOG" 8 | version u32 | header bytes u32 | first sequence u64 | salt u64 | zero 28 | crc32c of the 60 before u32     = 64 bytes
/// record   = length u32 | crc32c of data u32 | sequence u64 | place in batch u32 | crc32c of salt and the 20 before u32 | data | zero to 8    = 24 + length
/// </code>
/// A batch is what one fsync made durable. "place in batch" tells a torn tail from damage: a record whose batch began
/// after some sequence number proves that this number had been durable. The salt keeps a record that is stored as
/// data inside another from being taken for one of the log's own.
/// </summary>
internal static class LogLayout
{
    internal const uint Version = 1;
    internal const int HeaderBytes = 64;
    internal const int RecordHeaderBytes = 24;
    internal const int Alignment = 8;
    private const int HeaderChecked = 60;
    private const int RecordHeaderChecked = 20;

    private static ReadOnlySpan<byte> Magic => "STRATLOG"u8;

    /// <summary>Bytes that a record of some length takes.</summary>
    internal static int RecordBytes(int length) => RecordHeaderBytes + ((length + Alignment - 1) & -Alignment);

    internal static void WriteHeader(Span<byte> header, SegmentHeader value)
    {
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], HeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], value.FirstSequence);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], value.Salt);
        BinaryPrimitives.WriteUInt32LittleEndian(header[HeaderChecked..], Crc32C.Of(header[..HeaderChecked]));
    }

    /// <summary>Null where the bytes are a header this build reads; otherwise what is wrong with them.</summary>
    internal static string? ReadHeader(ReadOnlySpan<byte> header, out SegmentHeader value)
    {
        value = default;
        if (header.Length < HeaderBytes || !header.StartsWith(Magic))
        {
            return "it does not begin like a log segment";
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(header[HeaderChecked..]) != Crc32C.Of(header[..HeaderChecked]))
        {
            return "the checksum of its header is wrong";
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            return $"it has version {version}, and this build reads version {Version}";
        }

        value = new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(header[16..]), BinaryPrimitives.ReadUInt64LittleEndian(header[24..]));
        return null;
    }

    internal static void WriteRecordHeader(Span<byte> header, RecordHeader value, ulong salt)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, value.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], value.DataChecksum);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], value.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], value.PlaceInBatch);
        BinaryPrimitives.WriteUInt32LittleEndian(header[RecordHeaderChecked..], HeaderChecksum(header, salt));
    }

    /// <summary>False where the bytes are no record header of the segment with this salt.</summary>
    internal static bool TryReadRecordHeader(ReadOnlySpan<byte> header, ulong salt, out RecordHeader value)
    {
        value = default;
        if (header.Length < RecordHeaderBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(header[RecordHeaderChecked..]) != HeaderChecksum(header, salt))
        {
            return false;
        }

        value = new RecordHeader(
            BinaryPrimitives.ReadInt32LittleEndian(header),
            BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[16..]));
        return value.Length >= 0 && value.Sequence > 0 && value.PlaceInBatch >= 0 && value.PlaceInBatch < value.Sequence;
    }

    private static uint HeaderChecksum(ReadOnlySpan<byte> header, ulong salt)
    {
        Span<byte> salted = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(salted, salt);
        return Crc32C.Of(header[..RecordHeaderChecked], Crc32C.Of(salted));
    }
}
