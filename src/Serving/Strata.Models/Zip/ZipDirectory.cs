using System.Buffers.Binary;
using System.Text;
using Strata.Core.Results;

namespace Strata.Models.Zip;

/// <summary>
/// Reads a zip's directory, and where a member's bytes lie, in a few small reads. Every length and offset is checked
/// against what is there: a hostile zip gets a problem, never a crash or a large allocation.
/// </summary>
internal static class ZipDirectory
{
    private const int EntriesMax = 100_000;

    public static async Task<Result<List<ZipMember>>> ReadAsync(IByteSource source, int directoryBytesMax, CancellationToken cancellationToken)
    {
        var tailLength = (int)Math.Min(source.Length, ZipLayout.EndLength + ZipLayout.CommentMax + ZipLayout.LocatorLength);
        var tail = await source.ReadAsync(source.Length - tailLength, tailLength, cancellationToken);
        var end = FindEnd(tail);
        if (end < 0)
        {
            return Problem.Corrupt("The zip has no directory: it is cut off, or no zip.");
        }

        var place = Place(tail.AsSpan(end));
        if (place.Offset == uint.MaxValue || place.Size == uint.MaxValue || place.Entries == ushort.MaxValue)
        {
            var locator = end - ZipLayout.LocatorLength;
            var wide = locator < 0 ? null : await Place64Async(source, tail.AsMemory(locator, ZipLayout.LocatorLength), cancellationToken);
            place = wide ?? place;
        }

        if (place.Size > directoryBytesMax || place.Entries > EntriesMax || place.Offset < 0 || place.Size < 0 || place.Offset > source.Length - place.Size)
        {
            return Problem.Corrupt("The zip's directory is too large, or lies outside of the zip.");
        }

        var directory = await source.ReadAsync(place.Offset, (int)place.Size, cancellationToken);
        return Members(directory, place.Entries, source.Length);
    }

    /// <summary>Where a member's packed bytes begin.</summary>
    public static async Task<Result<long>> DataOffsetAsync(IByteSource source, ZipMember member, CancellationToken cancellationToken)
    {
        if (member.HeaderOffset > source.Length - ZipLayout.LocalLength)
        {
            return Problem.Corrupt($"The zip's member '{member.Name}' lies outside of the zip.");
        }

        var header = await source.ReadAsync(member.HeaderOffset, ZipLayout.LocalLength, cancellationToken);
        var offset = member.HeaderOffset + ZipLayout.LocalLength
            + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == ZipLayout.LocalSignature && offset <= source.Length - member.PackedLength
            ? offset
            : Problem.Corrupt($"The zip's member '{member.Name}' has no header where the directory says, or runs out of the zip.");
    }

    /// <summary>The last end record whose comment fits what follows.</summary>
    private static int FindEnd(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.Length - ZipLayout.EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) == ZipLayout.EndSignature
                && at + ZipLayout.EndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) <= tail.Length)
            {
                return at;
            }
        }

        return -1;
    }

    private static (long Entries, long Size, long Offset) Place(ReadOnlySpan<byte> end) => (
        BinaryPrimitives.ReadUInt16LittleEndian(end[10..]),
        BinaryPrimitives.ReadUInt32LittleEndian(end[12..]),
        BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));

    private static async Task<(long Entries, long Size, long Offset)?> Place64Async(IByteSource source, ReadOnlyMemory<byte> locator, CancellationToken cancellationToken)
    {
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator.Span[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator.Span) != ZipLayout.LocatorSignature || at < 0 || at > source.Length - ZipLayout.End64Length)
        {
            return null;
        }

        var end = await source.ReadAsync(at, ZipLayout.End64Length, cancellationToken);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) != ZipLayout.End64Signature ? null : (
            BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(32)),
            BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(40)),
            BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48)));
    }

    private static Result<List<ZipMember>> Members(ReadOnlySpan<byte> directory, long entries, long zipLength)
    {
        var members = new List<ZipMember>();
        for (var at = 0; members.Count < entries;)
        {
            if (directory.Length - at < ZipLayout.EntryLength || BinaryPrimitives.ReadUInt32LittleEndian(directory[at..]) != ZipLayout.EntrySignature)
            {
                return Problem.Corrupt("The zip's directory ends before its last entry.");
            }

            var entry = directory[at..];
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]);
            var length = ZipLayout.EntryLength + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            if (length > entry.Length)
            {
                return Problem.Corrupt("An entry of the zip's directory runs out of it.");
            }

            var name = Encoding.UTF8.GetString(entry.Slice(ZipLayout.EntryLength, nameLength));
            var member = Member(entry, name, entry.Slice(ZipLayout.EntryLength + nameLength, extraLength));
            if (member.PackedLength < 0 || member.Length < 0 || member.HeaderOffset < 0 || member.PackedLength > zipLength || member.HeaderOffset > zipLength)
            {
                return Problem.Corrupt($"The zip's member '{name}' has impossible sizes.");
            }

            members.Add(member);
            at += length;
        }

        return members;
    }

    private static ZipMember Member(ReadOnlySpan<byte> entry, string name, ReadOnlySpan<byte> extra)
    {
        var isEncrypted = (BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]) & ZipLayout.EncryptedFlag) != 0;
        int method = isEncrypted ? -1 : BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        var wide = Wide(extra);
        length = length == uint.MaxValue ? Next(ref wide, length) : length;
        packed = packed == uint.MaxValue ? Next(ref wide, packed) : packed;
        offset = offset == uint.MaxValue ? Next(ref wide, offset) : offset;
        return new ZipMember(name, method, BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]), packed, length, offset);
    }

    private static ReadOnlySpan<byte> Wide(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var size = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == ZipLayout.Zip64Extra)
            {
                return extra.Slice(4, size);
            }

            extra = extra[(4 + size)..];
        }

        return default;
    }

    private static long Next(ref ReadOnlySpan<byte> wide, long otherwise)
    {
        if (wide.Length < 8)
        {
            return otherwise;
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        return value;
    }
}
