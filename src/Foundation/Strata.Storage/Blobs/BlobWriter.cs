using System.Buffers;
using System.Security.Cryptography;

namespace Strata.Storage.Blobs;

/// <summary>Writes content and trailer to a new file and syncs it.</summary>
internal static class BlobWriter
{
    private const int BufferBytes = 256 * 1024;

    internal static async ValueTask<(long Length, string Sha256)> WriteAsync(string path, BlobSource content, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long length = 0;
            while (true)
            {
                var read = await content.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    break;
                }

                hash.AppendData(buffer, 0, read);
                await RandomAccess.WriteAsync(handle, buffer.AsMemory(0, read), length, cancellationToken);
                length += read;
            }

            var sha256 = hash.GetHashAndReset();
            BlobLayout.Write(buffer.AsSpan(0, BlobLayout.TrailerBytes), length, sha256);
            await RandomAccess.WriteAsync(handle, buffer.AsMemory(0, BlobLayout.TrailerBytes), length, cancellationToken);
            RandomAccess.FlushToDisk(handle);
            return (length, Convert.ToHexStringLower(sha256));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
