using System.Buffers;
using System.IO.Compression;

namespace Strata.Traces.Bytes;

/// <summary>
/// Compressed blocks: Brotli, or the bytes as they are where that does not help. The reader knows the size beforehand, so a
/// damaged block cannot make it allocate.
/// </summary>
internal static class Packing
{
    private const int Window = 20;
    private const byte Raw = 0;
    private const byte Brotli = 1;

    /// <summary>Appends a block and returns how many bytes it took.</summary>
    public static int Pack(ReadOnlySpan<byte> bytes, int quality, ByteWriter into)
    {
        var start = into.Length;
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        if (bytes.Length > 64 && BrotliEncoder.TryCompress(bytes, room, out var packed, quality, Window) && packed < bytes.Length)
        {
            into.Byte(Brotli);
            into.Bytes(room.AsSpan(0, packed));
        }
        else
        {
            into.Byte(Raw);
            into.Bytes(bytes);
        }

        ArrayPool<byte>.Shared.Return(room);
        return into.Length - start;
    }

    /// <summary>The bytes of a block.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> block, int size)
    {
        var bytes = new byte[size];
        var good = block.Length > 0 && block[0] switch
        {
            Raw => block.Length - 1 == size && block[1..].TryCopyTo(bytes),
            Brotli => BrotliDecoder.TryDecompress(block[1..], bytes, out var written) && written == size,
            _ => false,
        };
        return good ? bytes : throw new InvalidDataException($"A compressed block of {block.Length} bytes does not give its {size} bytes.");
    }
}
