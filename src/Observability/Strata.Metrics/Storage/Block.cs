using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Strata.Core.Results;
using Strata.Metrics.Chunks;
using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>A block on disk: its index in memory, its chunks read when asked for, each against its checksum.</summary>
internal sealed class Block : IDisposable
{
    private readonly SafeFileHandle file;

    private Block(string path, BlockName name, SafeFileHandle file, long bytes, Dictionary<string, SeriesChunks[]> projects)
    {
        (Path, Name, this.file, Bytes, Projects) = (path, name, file, bytes, projects);
        var all = projects.Values.SelectMany(s => s).SelectMany(s => s.Chunks).ToArray();
        (FirstMs, LastMs) = all.Length == 0 ? (0, 0) : (all.Min(c => c.FirstMs), all.Max(c => c.LastMs));
    }

    public string Path { get; }

    public BlockName Name { get; }

    public long Bytes { get; }

    public long FirstMs { get; }

    public long LastMs { get; }

    public IReadOnlyDictionary<string, SeriesChunks[]> Projects { get; }

    /// <summary>Opens a block; a problem where it is damaged.</summary>
    public static Result<Block> Open(string path, BlockName name, Func<Labels, Labels> intern)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            var length = RandomAccess.GetLength(file);
            var footer = new byte[BlockWriter.FooterBytes];
            if (length < footer.Length + 4 || RandomAccess.Read(file, footer, length - footer.Length) != footer.Length || BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(16)) != BlockWriter.EndMagic)
            {
                throw new InvalidDataException("it has no footer");
            }

            var (offset, size) = (BinaryPrimitives.ReadInt64LittleEndian(footer), BinaryPrimitives.ReadInt32LittleEndian(footer.AsSpan(8)));
            if (offset < 4 || size < 0 || offset + size + footer.Length != length)
            {
                throw new InvalidDataException("its footer names no index");
            }

            var index = new byte[size];
            if (RandomAccess.Read(file, index, offset) != size || Crc.Of(index) != BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(12)))
            {
                throw new InvalidDataException("its index is damaged");
            }

            return new Block(path, name, file, length, ReadIndex(index, offset, intern));
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            file.Dispose();
            return Problem.Corrupt($"The block {System.IO.Path.GetFileName(path)} of metrics cannot be read: {failure.Message}.");
        }
    }

    /// <summary>Appends the samples of a chunk; throws <see cref="InvalidDataException"/> where it is damaged.</summary>
    public void Read(ChunkRef chunk, List<Sample> into)
    {
        if (!ChunkReader.Read(Raw(chunk), chunk.Count, into))
        {
            throw new InvalidDataException($"A chunk of the block {Name} is damaged.");
        }
    }

    /// <summary>A chunk's bytes, against their checksum.</summary>
    public byte[] Raw(ChunkRef chunk)
    {
        var bytes = new byte[chunk.Length];
        return RandomAccess.Read(file, bytes, chunk.Offset) == bytes.Length && Crc.Of(bytes) == chunk.Crc ? bytes : throw new InvalidDataException($"A chunk of the block {Name} is damaged.");
    }

    public void Dispose() => file.Dispose();

    private static Dictionary<string, SeriesChunks[]> ReadIndex(byte[] bytes, long end, Func<Labels, Labels> intern)
    {
        var source = new ByteSource(bytes);
        var projects = new Dictionary<string, SeriesChunks[]>(StringComparer.Ordinal);
        for (var left = source.Count(); left > 0; left--)
        {
            var name = source.Text();
            var series = new SeriesChunks[source.Count()];
            for (var i = 0; i < series.Length; i++)
            {
                var pairs = new KeyValuePair<string, string>[source.Count()];
                for (var p = 0; p < pairs.Length; p++)
                {
                    pairs[p] = new(source.Text(), source.Text());
                }

                var chunks = new ChunkRef[source.Count()];
                for (var c = 0; c < chunks.Length; c++)
                {
                    var first = source.Signed();
                    chunks[c] = new ChunkRef(first, first + (long)source.Varint(), (long)source.Varint(), (int)source.Varint(), (int)source.Varint(), (uint)source.Varint());
                    if (chunks[c].Offset < 4 || chunks[c].Length < 0 || chunks[c].Offset + chunks[c].Length > end)
                    {
                        throw new InvalidDataException("its index names bytes outside of it");
                    }
                }

                series[i] = new SeriesChunks(intern(Labels.Of(pairs)), chunks);
            }

            projects[name] = series;
        }

        return projects;
    }
}
