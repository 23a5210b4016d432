using System.IO.MemoryMappedFiles;
using Strata.Core.Results;

namespace Strata.Models.Gguf;

/// <summary>
/// One file mapped for reading. The mapping lives until disposal; someone who shortens the file meanwhile takes the process down,
/// as with any mapped file, so whoever replaces a model file writes a new one and renames it.
/// </summary>
internal sealed unsafe class GgufMapping : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private byte* start;

    private GgufMapping(MemoryMappedFile file, MemoryMappedViewAccessor view, long length)
    {
        this.file = file;
        this.view = view;
        Length = length;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    public long Length { get; }

    public byte* Start => start is null ? throw new ObjectDisposedException(nameof(GgufFile)) : start;

    public static Result<GgufMapping> Open(string path)
    {
        try
        {
            // Asked before it is opened: to open a named pipe would wait for its writer.
            if (new FileInfo(path) is { Exists: true, Length: < GgufLayout.HeaderBytes } small)
            {
                return Problem.Corrupt($"'{path}' has {small.Length} bytes: too few for a GGUF file.");
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var length = stream.Length;
            if (length < GgufLayout.HeaderBytes)
            {
                return Problem.Corrupt($"'{path}' has {length} bytes: too few for a GGUF file.");
            }

            var file = MemoryMappedFile.CreateFromFile(stream, null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new GgufMapping(file, file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Problem.NotFound($"There is no file '{path}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Problem(ProblemCode.StorageFailed, $"'{path}' cannot be read: {e.Message}");
        }
    }

    public void Dispose()
    {
        if (start is not null)
        {
            start = null;
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
    }
}
