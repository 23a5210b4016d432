using System.Buffers.Binary;
using Strata.Core.Results;
using Strata.Traces.Bytes;

namespace Strata.Traces.Storage;

/// <summary>
/// Which segments make up the store, and up to which record of the log they hold its spans. Replaced as a whole: this is the
/// moment in which spans move from log to segment.
/// <code>file = magic "STRTRMAN" 8 | version u32 | crc32c of the rest u32 | log through:varint | next number:varint | count:varint (number:varint day:varint)*</code>
/// </summary>
internal sealed record Manifest(long LogThrough, long NextNumber, IReadOnlyList<SegmentName> Segments)
{
    private const uint Version = 1;
    private const int HeaderBytes = 16;

    private static ReadOnlySpan<byte> Magic => "STRTRMAN"u8;

    public static Manifest Empty { get; } = new(0, 1, []);

    public byte[] Write()
    {
        var rest = new ByteWriter();
        rest.Varint((ulong)LogThrough);
        rest.Varint((ulong)NextNumber);
        rest.Varint((uint)Segments.Count);
        foreach (var segment in Segments)
        {
            rest.Varint((ulong)segment.Number);
            rest.Varint((uint)segment.Day);
        }

        var file = new ByteWriter();
        file.Bytes(Magic);
        file.U32(Version);
        file.U32(Checksum.Of(rest.Written));
        file.Bytes(rest.Written);
        return file.Written.ToArray();
    }

    public static Result<Manifest> Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic))
        {
            return Problem.Corrupt($"{path} does not begin like the manifest of a trace store.", path);
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (version != Version)
        {
            return Problem.Corrupt($"{path} has version {version}; this build reads {Version}.", path);
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != Checksum.Of(bytes[HeaderBytes..]))
        {
            return Problem.Corrupt($"The checksum of {path} is wrong. Restore it from a backup, or move the folder away to begin anew.", path);
        }

        var cursor = new ByteCursor(bytes[HeaderBytes..]);
        var (through, next) = ((long)cursor.Varint(), (long)cursor.Varint());
        var segments = new SegmentName[cursor.Count()];
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = new SegmentName((long)cursor.Varint(), (int)cursor.Varint());
        }

        return cursor.Broken || !cursor.AtEnd ? Problem.Corrupt($"{path} ends in the middle of a value.", path) : new Manifest(through, next, segments);
    }
}
