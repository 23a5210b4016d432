using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Strata.Storage.Blobs;

/// <summary>
/// Content that was read to its end, so that its length and hash are known before the first byte is sent: in memory up to
/// a bound, above it in a temporary file that goes with this object.
/// </summary>
internal sealed class SpooledContent : IDisposable
{
    private readonly byte[] memory;
    private readonly string? path;

    private SpooledContent(byte[] memory, string? path, long length, string sha256)
    {
        this.memory = memory;
        this.path = path;
        Length = length;
        Sha256 = sha256;
    }

    internal long Length { get; }

    internal string Sha256 { get; }

    internal static async ValueTask<SpooledContent> ReadAsync(BlobSource content, int memoryMax, string temporary, CancellationToken cancellationToken)
    {
        using var head = new MemoryStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[Math.Min(memoryMax, 128 * 1024)];
        SafeFileHandle? file = null;
        long length = 0;
        try
        {
            int read;
            while ((read = await content.ReadAsync(block, cancellationToken)) > 0)
            {
                hash.AppendData(block, 0, read);
                if (file is null && length + read > memoryMax)
                {
                    file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write);
                    await RandomAccess.WriteAsync(file, head.GetBuffer().AsMemory(0, (int)head.Length), 0, cancellationToken);
                    head.SetLength(0);
                }

                if (file is null)
                {
                    head.Write(block, 0, read);
                }
                else
                {
                    await RandomAccess.WriteAsync(file, block.AsMemory(0, read), length, cancellationToken);
                }

                length += read;
            }

            return new SpooledContent(head.ToArray(), file is null ? null : temporary, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch when (file is not null)
        {
            File.Delete(temporary);
            throw;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>A stream over a part; the caller disposes it.</summary>
    internal Stream Open(long offset, long length) => path is null
        ? new MemoryStream(memory, (int)offset, (int)length, writable: false)
        : new RangeStream(File.OpenHandle(path), offset, length);

    public void Dispose()
    {
        if (path is not null)
        {
            File.Delete(path);
        }
    }
}
