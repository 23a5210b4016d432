using System.Globalization;
using Strata.Core.Results;

namespace Strata.Server.Hosting;

/// <summary>
/// The folder that holds all state, held by one process at a time: a lock on <c>strata.lock</c> that the system drops when
/// the process ends, however it ends. <c>strata.pid</c> names the holder for the message to the second.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    public static Result<DataFolder> Open(string path)
    {
        try
        {
            Create(path);
            var pid = System.IO.Path.Combine(path, "strata.pid");
            if (TryLock(System.IO.Path.Combine(path, "strata.lock")) is not { } held)
            {
                var holder = File.Exists(pid) ? File.ReadAllText(pid).Trim() : "unknown";
                return new Problem(ProblemCode.Conflict, $"The data folder {path} is in use by another strata (process {holder}). Stop it, or give --data another folder.");
            }

            File.WriteAllText(pid, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new DataFolder(path, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The data folder {path} cannot be used: {failure.Message} Free space or mend permissions, or give --data another folder.");
        }
    }

    public void Dispose() => held.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException) && !Edge.DiskFull.Is(failure))
        {
            return null;
        }
    }
}
