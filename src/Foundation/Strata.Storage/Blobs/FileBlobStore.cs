using System.Runtime.CompilerServices;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Durability;

namespace Strata.Storage.Blobs;

/// <summary>
/// Blobs as local files. A put writes a temporary file, syncs it, renames it over the key and syncs the directory: it is
/// all there or not at all, and there after a power cut once the call returned. A reader keeps the content it opened.
/// </summary>
internal sealed class FileBlobStore : IBlobStore
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);
    private readonly FileBlobPaths paths;
    private readonly IIdSource ids;

    private FileBlobStore(FileBlobPaths paths, IIdSource ids)
    {
        this.paths = paths;
        this.ids = ids;
    }

    /// <summary>Opens or creates the store. Temporary files that nobody wrote to for an hour are of a process that died; they go.</summary>
    internal static Result<FileBlobStore> Open(string root, TimeProvider time, IIdSource ids)
    {
        var paths = new FileBlobPaths(root);
        try
        {
            DurableDirectory.Create(paths.Blobs);
            DurableDirectory.Create(paths.Temporary);
            var before = time.GetUtcNow().UtcDateTime - Abandoned;
            foreach (var left in Directory.EnumerateFiles(paths.Temporary).Where(file => File.GetLastWriteTimeUtc(file) < before))
            {
                File.Delete(left);
            }

            return new FileBlobStore(paths, ids);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refused(root, failure);
        }
    }

    public async ValueTask<Result<BlobInfo>> PutAsync(string key, Stream content, CancellationToken cancellationToken) =>
        BlobKeys.Check(key) is { } invalid ? invalid : await StoreAsync(content, _ => key, cancellationToken);

    public ValueTask<Result<BlobInfo>> PutContentAsync(Stream content, CancellationToken cancellationToken) =>
        StoreAsync(content, BlobKeys.OfContent, cancellationToken);

    public ValueTask<Result<Stream>> OpenAsync(string key, long offset, long? length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BlobKeys.Check(key) is { } invalid)
        {
            return ValueTask.FromResult<Result<Stream>>(invalid);
        }

        var opened = FileBlob.Open(paths.Of(key), key);
        if (!opened.Try(out var blob, out var problem))
        {
            return ValueTask.FromResult<Result<Stream>>(problem);
        }

        if (BlobRange.Resolve(blob.Info, offset, length) is not { } range)
        {
            blob.Handle.Dispose();
            return ValueTask.FromResult<Result<Stream>>(BlobRange.Outside(blob.Info, offset, length));
        }

        return ValueTask.FromResult<Result<Stream>>(new RangeStream(blob.Handle, range.Offset, range.Length));
    }

    public ValueTask<Result<BlobInfo>> StatAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(BlobKeys.Check(key) is { } invalid ? invalid : Stat(key));
    }

    public ValueTask<Result<Done>> DeleteAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BlobKeys.Check(key) is { } invalid)
        {
            return ValueTask.FromResult<Result<Done>>(invalid);
        }

        try
        {
            var path = paths.Of(key);
            if (File.Exists(path))
            {
                File.Delete(path);
                DurableDirectory.Sync(Path.GetDirectoryName(path)!);
            }

            return ValueTask.FromResult<Result<Done>>(Done.Value);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ValueTask.FromResult<Result<Done>>(Refused(key, failure));
        }
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!BlobKeys.IsPrefix(prefix))
        {
            yield break;
        }

        await Task.CompletedTask;
        foreach (var key in paths.Keys(prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // One that was deleted since, or is not whole, is not listed; opening it says why.
            if (Stat(key).Try(out var info, out _))
            {
                yield return info;
            }
        }
    }

    private Result<BlobInfo> Stat(string key)
    {
        var opened = FileBlob.Open(paths.Of(key), key);
        if (!opened.Try(out var blob, out var problem))
        {
            return problem;
        }

        blob.Handle.Dispose();
        return blob.Info;
    }

    private async ValueTask<Result<BlobInfo>> StoreAsync(Stream content, Func<string, string> keyOf, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(paths.Temporary, ids.Next("put"));
        var source = new BlobSource(content);
        try
        {
            var (length, sha256) = await BlobWriter.WriteAsync(temporary, source, cancellationToken);
            var info = new BlobInfo(keyOf(sha256), length, sha256);
            var target = paths.Of(info.Key);
            var directory = Path.GetDirectoryName(target)!;
            DurableDirectory.Create(directory);
            File.Move(temporary, target, overwrite: true);
            DurableDirectory.Sync(directory);
            return info;
        }
        catch (Exception failure) when (!source.Failed && failure is (IOException or UnauthorizedAccessException))
        {
            return Refused("content", failure);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static Problem Refused(string what, Exception failure) =>
        new(ProblemCode.StorageFailed, $"The file system refused: {failure.Message}") { Field = what };
}
