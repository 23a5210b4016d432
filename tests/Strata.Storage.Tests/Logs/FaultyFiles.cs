using Strata.Storage.Logs;

namespace Strata.Storage.Tests.Logs;

/// <summary>Real files whose disk can fill up or fail to sync when a test says so.</summary>
internal sealed class FaultyFiles : ILogFiles
{
    /// <summary>Bytes that still fit, over all files.</summary>
    internal long Space { get; set; } = long.MaxValue;

    internal bool SyncFails { get; set; }

    internal bool CutFails { get; set; }

    internal int Syncs { get; set; }

    /// <summary>Where it is set, a sync waits until it is opened.</summary>
    internal ManualResetEventSlim SyncGate { get; } = new(initialState: true);

    public ILogFile OpenRead(string path) => DiskFiles.Instance.OpenRead(path);

    public ILogFile OpenWrite(string path) => new FaultyFile(this, DiskFiles.Instance.OpenWrite(path));

    public ILogFile Create(string path) => new FaultyFile(this, DiskFiles.Instance.Create(path));

    public void Publish(string temporary, string path) => DiskFiles.Instance.Publish(temporary, path);

    public void Delete(string path) => DiskFiles.Instance.Delete(path);
}
