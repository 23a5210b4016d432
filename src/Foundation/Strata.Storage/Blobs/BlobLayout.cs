using System.Buffers.Binary;
using Strata.Storage.Durability;

namespace Strata.Storage.Blobs;

/// <summary>
/// A blob file is its content, from byte 0 (so that it can be mapped), and a trailer that travels with it in one rename:
/// <code>
///  content … | magic "STRBLOB\n" 8 | version u32 | reserved u32 | length u64 | sha-256 32 | crc32c of the 56 before u32 | zero u32
/// </code>
/// Numbers are little-endian. The trailer tells a whole blob from a foreign or cut file without reading the content.
/// </summary>
internal static class BlobLayout
{
    internal const int TrailerBytes = 64;
    internal const int HashBytes = 32;
    internal const uint Version = 1;
    private const int Checked = 56;
    private static ReadOnlySpan<byte> Magic => "STRBLOB\n"u8;

    internal static void Write(Span<byte> trailer, long length, ReadOnlySpan<byte> sha256)
    {
        trailer.Clear();
        Magic.CopyTo(trailer);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[16..], length);
        sha256.CopyTo(trailer.Slice(24, HashBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[Checked..], Crc32C.Of(trailer[..Checked]));
    }

    /// <summary>Reads a trailer; false where it is not one, or belongs to a file of another length.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> trailer, long fileLength, out string sha256)
    {
        sha256 = "";
        if (trailer.Length != TrailerBytes
            || !trailer.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[Checked..]) != Crc32C.Of(trailer[..Checked])
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[8..]) != Version
            || BinaryPrimitives.ReadInt64LittleEndian(trailer[16..]) != fileLength - TrailerBytes)
        {
            return false;
        }

        sha256 = Convert.ToHexStringLower(trailer.Slice(24, HashBytes));
        return true;
    }
}
