using Strata.Storage.Durability;

namespace Strata.Storage.Logs;

/// <summary>Segments on disk. No share locks here: the log's lock file keeps other writers out, and readers come at any time.</summary>
internal sealed class DiskFiles : ILogFiles
{
    private const FileShare Anyone = FileShare.ReadWrite | FileShare.Delete;

    internal static DiskFiles Instance { get; } = new();

    public ILogFile OpenRead(string path) => new DiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, Anyone));

    public ILogFile OpenWrite(string path) => new DiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, Anyone));

    public ILogFile Create(string path) => new DiskFile(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, Anyone));

    public void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        DurableDirectory.Sync(Path.GetDirectoryName(path)!);
    }

    public void Delete(string path)
    {
        File.Delete(path);
        DurableDirectory.Sync(Path.GetDirectoryName(path)!);
    }
}
