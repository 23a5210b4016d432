namespace Strata.Models.Zip;

/// <summary>A local file as a byte source.</summary>
internal sealed class FileBytes(string path) : IByteSource
{
    public long Length { get; } = new FileInfo(path).Length;

    public async Task<byte[]> ReadAsync(long offset, int count, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        file.Position = offset;
        var bytes = new byte[count];
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
