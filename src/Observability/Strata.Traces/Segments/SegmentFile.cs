using System.Buffers.Binary;
using Strata.Core.Results;
using Strata.Traces.Bytes;

namespace Strata.Traces.Segments;

/// <summary>The file of a segment: reads by place, checks what it can.</summary>
internal sealed class SegmentFile
{
    private readonly SegmentBytes source;

    private SegmentFile(SegmentBytes source) => this.source = source;

    public string Path => source.Path;

    public long Length => source.Length;

    /// <summary>Opens a segment and reads its directory; a problem where it is no segment, of another version, or damaged.</summary>
    public static Result<(SegmentFile File, SegmentDirectory Directory)> Open(string path)
    {
        try
        {
            return Open(new LocalBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The segment {path} cannot be opened: {failure.Message}") { Field = path };
        }
    }

    /// <summary>The same of bytes that need not be a file of this machine.</summary>
    public static Result<(SegmentFile File, SegmentDirectory Directory)> Open(SegmentBytes source)
    {
        var file = new SegmentFile(source);
        var wrong = file.Directory(out var directory);
        return directory is null ? Problem.Corrupt($"The segment {source.Path} cannot be read: {wrong}.", source.Path) : (file, directory);
    }

    public void Read(long offset, Span<byte> into) => source.Read(offset, into);

    /// <summary>Where the directory begins; behind it comes nothing but the footer.</summary>
    public long DirectoryOffset
    {
        get
        {
            Span<byte> footer = stackalloc byte[SegmentLayout.FooterBytes];
            Read(Length - footer.Length, footer);
            return BinaryPrimitives.ReadInt64LittleEndian(footer);
        }
    }

    /// <summary>A packed part's bytes.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public byte[] Unpack(PackedPart part)
    {
        if (part.Packed < 0 || part.Raw < 0 || part.Offset + part.Packed > Length)
        {
            throw new InvalidDataException($"A part of the segment {Path} lies outside of it.");
        }

        var packed = System.Buffers.ArrayPool<byte>.Shared.Rent(part.Packed);
        try
        {
            var bytes = packed.AsSpan(0, part.Packed);
            Read(part.Offset, bytes);
            return Checksum.Of(bytes) == part.Checksum
                ? Packing.Unpack(bytes, part.Raw)
                : throw new InvalidDataException($"The checksum of {part.Packed} bytes at {part.Offset} of the segment {Path} is wrong.");
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Compares the checksum of a stretch of the file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Check(long offset, long length, uint checksum)
    {
        if (offset < 0 || length is < 0 or > int.MaxValue || offset + length > Length)
        {
            throw new InvalidDataException($"A part of the segment {Path} lies outside of it.");
        }

        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var bytes = buffer.AsSpan(0, (int)length);
            Read(offset, bytes);
            if (Checksum.Of(bytes) != checksum)
            {
                throw new InvalidDataException($"The checksum of {length} bytes at {offset} of the segment {Path} is wrong.");
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string? Directory(out SegmentDirectory? directory)
    {
        directory = null;
        if (Length < SegmentLayout.HeaderBytes + SegmentLayout.FooterBytes)
        {
            return $"it has {Length} bytes";
        }

        Span<byte> header = stackalloc byte[SegmentLayout.HeaderBytes];
        Span<byte> footer = stackalloc byte[SegmentLayout.FooterBytes];
        Read(0, header);
        Read(Length - footer.Length, footer);
        if (!header.StartsWith(SegmentLayout.Magic) || !footer.EndsWith(SegmentLayout.EndMagic))
        {
            return "it does not begin and end like a segment";
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (version != SegmentLayout.Version)
        {
            return $"it has version {version}, and this build reads version {SegmentLayout.Version}";
        }

        var part = new PackedPart(
            BinaryPrimitives.ReadInt64LittleEndian(footer),
            BinaryPrimitives.ReadInt32LittleEndian(footer[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(footer[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(footer[16..]));
        if (part.Offset < 0 || part.Packed <= 0 || part.Raw <= 0 || part.Offset + part.Packed + footer.Length != Length || part.Raw > 1 << 28)
        {
            return "its end names a directory that is not there";
        }

        try
        {
            directory = SegmentDirectory.Read(Unpack(part));
        }
        catch (InvalidDataException damage)
        {
            return damage.Message;
        }

        return directory is null ? "its directory is damaged" : null;
    }
}
