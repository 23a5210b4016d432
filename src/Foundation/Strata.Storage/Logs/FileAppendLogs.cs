using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Durability;
using Strata.Storage.Naming;

namespace Strata.Storage.Logs;

/// <summary>Append logs as directories of segments under one root, each held by one process at a time through its lock file.</summary>
internal sealed class FileAppendLogs(string root, LogOptions options, ILogFiles files) : IAppendLogs
{
    private const string LockName = "lock";

    public async ValueTask<Result<IAppendLog>> OpenAsync(string name, TimeSpan syncEvery, CancellationToken cancellationToken)
    {
        if (!StoreNames.IsGood(name))
        {
            return Problem.Invalid($"'{name}' cannot name a log: {StoreNames.Rule}.", "name");
        }

        // Replay reads whole files: not on the caller's thread.
        return await Task.Run(() => Open(Path.Combine(Path.GetFullPath(root), name), options with { SyncEvery = syncEvery }, cancellationToken), cancellationToken);
    }

    private Result<IAppendLog> Open(string directory, LogOptions manner, CancellationToken cancellationToken)
    {
        FileStream? held = null;
        var handedOver = false;
        try
        {
            DurableDirectory.Create(directory);
            held = TryLock(Path.Combine(directory, LockName));
            if (held is null)
            {
                return new Problem(ProblemCode.Conflict, $"The log {directory} is held by another process; only one may write it.") { Field = directory };
            }

            if (!new LogReplay(directory, files, manner).Open(cancellationToken).Try(out var tail, out var problem))
            {
                return problem;
            }

            handedOver = true;
            return new SegmentedLog(directory, files, manner, tail, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The log {directory} could not be opened: {failure.Message}") { Field = directory };
        }
        finally
        {
            if (!handedOver)
            {
                held?.Dispose();
            }
        }
    }

    // FileShare.None is flock(LOCK_EX) here: the kernel frees it when the process dies, however it dies.
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
