using Strata.Traces.Bytes;

namespace Strata.Traces.Segments;

/// <summary>Where a packed part of a segment is.</summary>
internal readonly record struct PackedPart(long Offset, int Packed, int Raw, uint Checksum)
{
    /// <summary>Packs bytes behind what is written.</summary>
    public static PackedPart Write(ReadOnlySpan<byte> bytes, int quality, ByteWriter file)
    {
        var offset = file.Length;
        var packed = Packing.Pack(bytes, quality, file);
        return new PackedPart(offset, packed, bytes.Length, Bytes.Checksum.Of(file.Written.Slice(offset, packed)));
    }

    public static PackedPart Read(ref ByteCursor cursor) =>
        new((long)cursor.Varint(), (int)cursor.Varint(), (int)cursor.Varint(), cursor.U32());

    public void Write(ByteWriter directory)
    {
        directory.Varint((ulong)Offset);
        directory.Varint((uint)Packed);
        directory.Varint((uint)Raw);
        directory.U32(Checksum);
    }
}
