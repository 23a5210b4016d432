using Microsoft.Win32.SafeHandles;

namespace Strata.Traces.Segments;

/// <summary>A file. The handle is closed when nobody holds the segment any more, so a query may go on reading a file that was deleted meanwhile.</summary>
internal sealed class LocalBytes : SegmentBytes
{
    private readonly SafeFileHandle handle;

    public LocalBytes(string path)
    {
        Path = path;
        handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        Length = RandomAccess.GetLength(handle);
    }

    public override string Path { get; }

    public override long Length { get; }

    public override void Read(long offset, Span<byte> into) => Read(handle, Path, offset, into);

    internal static void Read(SafeFileHandle handle, string path, long offset, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(handle, into, offset);
            if (read <= 0)
            {
                throw new InvalidDataException($"The segment {path} ends before byte {offset + into.Length}.");
            }

            into = into[read..];
            offset += read;
        }
    }
}
