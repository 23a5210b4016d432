using System.Numerics;
using Strata.Core.Results;

namespace Strata.Models.Gguf;

/// <summary>
/// Parses the header of one file: 1 magic and version, 2 metadata, 3 tensor rows, 4 where the data lies. Nothing in the file is
/// trusted: counts are bounded before allocation, products are checked, and every tensor must lie inside the file, aligned and alone.
/// </summary>
internal static class GgufHeaderReader
{
    public static unsafe Result<GgufHeader> Read(byte* start, long length, int fileIndex, GgufLimits limits)
    {
        var cursor = new GgufCursor(start, length, limits.MetadataBytesMax);
        var version = Preamble(ref cursor);
        var tensorCount = cursor.Count(limits.TensorsMax, "tensors");
        var keyCount = cursor.Count(limits.KeysMax, "metadata keys");
        var metadata = Metadata(ref cursor, keyCount, limits);
        var rows = Rows(ref cursor, tensorCount, limits);
        var alignment = Alignment(ref cursor, metadata);
        var dataOffset = (cursor.Position + alignment - 1) / alignment * alignment;
        var tensors = Place(ref cursor, rows, (dataOffset, length, alignment, fileIndex));
        return cursor.Problem is { } problem ? problem : new GgufHeader(version, metadata, tensors, dataOffset);
    }

    private static uint Preamble(ref GgufCursor cursor)
    {
        var magic = cursor.UInt32();
        var version = cursor.UInt32();
        if (cursor.Ok && magic != GgufLayout.Magic)
        {
            cursor.Fail("The file is no GGUF file: it does not begin with 'GGUF'.");
        }

        if (cursor.Ok && BitConverter.IsLittleEndian && (version & 0xFFFF) == 0)
        {
            cursor.Fail("The file is a big-endian GGUF file; only little-endian ones are read.");
        }

        if (cursor.Ok && version is < GgufLayout.OldestVersion or > GgufLayout.Version)
        {
            cursor.Fail($"The file is GGUF version {version}; versions {GgufLayout.OldestVersion} to {GgufLayout.Version} are read.");
        }

        return version;
    }

    private static GgufMetadata Metadata(ref GgufCursor cursor, int count, GgufLimits limits)
    {
        var values = new Dictionary<string, GgufValue>();
        for (var i = 0; i < count && cursor.Ok; i++)
        {
            var key = cursor.String(limits.KeyBytesMax, "A metadata key");
            var value = GgufValueReader.Read(ref cursor, key, limits);
            if (cursor.Ok && cursor.Spend(128) && !values.TryAdd(key, value))
            {
                cursor.Fail($"The metadata key '{key}' stands twice.", key);
            }
        }

        return new GgufMetadata(values);
    }

    private static List<GgufTensor> Rows(ref GgufCursor cursor, int count, GgufLimits limits)
    {
        var rows = new List<GgufTensor>();
        for (var i = 0; i < count && cursor.Ok; i++)
        {
            var name = cursor.String(limits.TensorNameBytesMax, "A tensor's name");
            var dimensionCount = cursor.UInt32();
            if (dimensionCount is < 1 or > GgufLayout.DimensionsMax)
            {
                cursor.Fail($"The tensor '{name}' states {dimensionCount} dimensions; 1 to {GgufLayout.DimensionsMax} are possible.", name);
                break;
            }

            var dimensions = new long[dimensionCount];
            foreach (ref var extent in dimensions.AsSpan())
            {
                extent = (long)cursor.UInt64();
            }

            var type = (GgufTensorType)cursor.UInt32();
            var offset = (long)cursor.UInt64();
            var size = SizeBytes(ref cursor, name, type, dimensions);
            rows.Add(new GgufTensor { Name = name, Type = type, Dimensions = dimensions, Offset = offset, SizeBytes = size });
        }

        return rows;
    }

    private static long SizeBytes(ref GgufCursor cursor, string name, GgufTensorType type, long[] dimensions)
    {
        if (GgufTensorTypes.Block(type).Elements == 0)
        {
            cursor.Fail($"The tensor '{name}' has type {(uint)type}, which this build does not know.", name);
            return 0;
        }

        var size = GgufTensorTypes.RowBytes(type, dimensions[0]);
        for (var i = 1; i < dimensions.Length && size >= 0; i++)
        {
            var wide = dimensions[i] < 0 ? -1 : (Int128)size * dimensions[i];
            size = wide > long.MaxValue ? -1 : (long)wide;
        }

        if (size <= 0)
        {
            cursor.Fail($"The tensor '{name}' has the impossible shape {string.Join(" × ", dimensions)} for {type}.", name);
        }

        return size;
    }

    private static int Alignment(ref GgufCursor cursor, GgufMetadata metadata)
    {
        var result = metadata.Int32Or(GgufLayout.AlignmentKey, GgufLayout.DefaultAlignment, 1, 1 << 20);
        if (cursor.Ok && (!result.IsOk || !BitOperations.IsPow2(result.Value)))
        {
            cursor.Fail(result.IsOk
                ? $"'{GgufLayout.AlignmentKey}' is {result.Value}; it must be a power of two."
                : result.Problem.Message, GgufLayout.AlignmentKey);
        }

        return cursor.Ok ? result.Value : GgufLayout.DefaultAlignment;
    }

    private static List<GgufTensor> Place(
        ref GgufCursor cursor, List<GgufTensor> rows, (long DataOffset, long Length, int Alignment, int FileIndex) file)
    {
        var names = new HashSet<string>();
        var placed = new List<GgufTensor>(rows.Count);
        foreach (var row in rows)
        {
            if (!names.Add(row.Name))
            {
                cursor.Fail($"The tensor '{row.Name}' stands twice.", row.Name);
            }

            if (row.Offset < 0 || row.Offset % file.Alignment != 0 || row.Offset > file.Length - file.DataOffset - row.SizeBytes)
            {
                cursor.Fail(
                    $"The tensor '{row.Name}' ({row.SizeBytes} bytes at {row.Offset}) does not lie inside the file "
                    + $"({Math.Max(0, file.Length - file.DataOffset)} bytes of data) or is not aligned to {file.Alignment}. Is the file complete?",
                    row.Name);
            }

            placed.Add(row with { Offset = file.DataOffset + row.Offset, FileIndex = file.FileIndex });
        }

        if (cursor.Ok)
        {
            CheckOverlap(ref cursor, placed);
        }

        return placed;
    }

    private static void CheckOverlap(ref GgufCursor cursor, List<GgufTensor> tensors)
    {
        var end = 0L;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Offset))
        {
            if (tensor.Offset < end)
            {
                cursor.Fail($"The tensor '{tensor.Name}' overlaps another.", tensor.Name);
            }

            end = tensor.Offset + tensor.SizeBytes;
        }
    }
}
