using System.Buffers;
using System.Security.Cryptography;
using Strata.Models.Gguf;
using Strata.Models.Store;

namespace Strata.Models.Pull;

/// <summary>
/// A model file that is on this machine already: read through once to see that it is a model, then copied, with all parts of a
/// split one. The copy is the store's own; the file may go afterwards.
/// </summary>
internal sealed class FileSource : IModelSource
{
    private const int BufferBytes = 1 << 20;
    private const string LicenceKey = "general.license";

    public string Kind => "file";

    public async Task<FetchedModel> FetchAsync(ModelReference reference, Staging staging, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var (paths, licence) = Look(reference.Name);
        DiskProblem.CheckRoom(staging.Folder, paths.Sum(path => new FileInfo(path).Length));
        var files = new List<StoredFile>();
        foreach (var path in paths)
        {
            files.Add(await CopyAsync(path, staging, progress, cancellationToken));
        }

        return new FetchedModel { Files = files, Verification = "copied from this machine", Licence = licence, Resolved = reference };
    }

    private static (IReadOnlyList<string> Paths, string? Licence) Look(string path)
    {
        if (!File.Exists(path))
        {
            throw SourceException.NotFound($"There is no file '{path}'.");
        }

        if (!GgufFile.Open(path).Try(out var file, out var problem))
        {
            throw new SourceException(problem);
        }

        using (file)
        {
            return GgufSplits.Of(path, file.Metadata, GgufLimits.Default).Try(out var paths, out problem)
                ? (paths, file.Metadata.String(LicenceKey).Try(out var licence, out _) ? licence : null)
                : throw new SourceException(problem);
        }
    }

    private static async Task<StoredFile> CopyAsync(string path, Staging staging, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        await using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var to = new FileStream(staging.PathOf(name), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (int read; (read = await from.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                progress?.Report(new PullProgress("this machine", name, to.Position, from.Length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        to.Flush(flushToDisk: true);
        return new StoredFile(name, to.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
