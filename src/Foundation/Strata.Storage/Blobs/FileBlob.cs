using Microsoft.Win32.SafeHandles;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Storage.Blobs;

/// <summary>An open blob file whose trailer was checked.</summary>
internal sealed record FileBlob(SafeFileHandle Handle, BlobInfo Info)
{
    internal static Result<FileBlob> Open(string path, string key)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Problem.NotFound($"There is no blob '{key}'.", "key");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The blob '{key}' could not be opened: {failure.Message}") { Field = "key" };
        }

        var length = RandomAccess.GetLength(handle);
        Span<byte> trailer = stackalloc byte[BlobLayout.TrailerBytes];
        if (length >= trailer.Length
            && RandomAccess.Read(handle, trailer, length - trailer.Length) == trailer.Length
            && BlobLayout.TryRead(trailer, length, out var sha256))
        {
            return new FileBlob(handle, new BlobInfo(key, length - trailer.Length, sha256));
        }

        handle.Dispose();
        return Problem.Corrupt($"The file of the blob '{key}' is cut, damaged or of a version this build does not read.", "key");
    }
}
