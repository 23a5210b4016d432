using Strata.Core.Configuration;
using Strata.Server.Configuration;

namespace Strata.Server.Hosting;

/// <summary>
/// Reads the configuration again when its file has changed. It looks at length and time of the file each second, which works
/// on every file system (network mounts, swapped links), and reads once both stood still for one look: an editor that is
/// writing is not interrupted. A file with errors changes nothing; a failure of our own is logged and ends nothing.
/// </summary>
internal sealed class ConfigWatcher(ConfigSources sources, IReadOnlyList<ConfigSection> sections, Live<ConfigReport> current, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private ITimer? timer;
    private Stamp readStamp;
    private Stamp lastSeen;

    public void Start(ILogger log)
    {
        if (sources.File is { } file)
        {
            readStamp = lastSeen = Stamp.Of(file);
            timer = time.CreateTimer(_ => Look(file, log), null, Period, Period);
        }
    }

    public void Dispose() => timer?.Dispose();

    private void Look(string file, ILogger log)
    {
        lock (gate)
        {
            try
            {
                var now = Stamp.Of(file);
                var still = now == lastSeen;
                lastSeen = now;
                if (still && now != readStamp)
                {
                    readStamp = now;
                    Reload(log);
                }
            }
            catch (Exception failure)
            {
                Log.ReloadFailed(log, failure); // on a timer's thread: unhandled, it would end the process
            }
        }
    }

    private void Reload(ILogger log)
    {
        var report = ConfigPass.Run(ConfigLoader.Load(sources), sections);
        if (report.HasErrors)
        {
            Log.ReloadRefused(log);
        }

        foreach (var finding in report.Findings)
        {
            (finding.IsError ? (Action<ILogger, string>)Log.ReloadFinding : Log.Finding)(log, finding.ToString());
        }

        if (!report.HasErrors)
        {
            foreach (var apply in report.Apply)
            {
                apply();
            }

            current.Swap(report);
            Log.Reloaded(log);
        }
    }

    private readonly record struct Stamp(long Length, DateTime WrittenUtc)
    {
        public static Stamp Of(string file)
        {
            var info = new FileInfo(file);
            var target = info.LinkTarget is null ? info : info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
            return target.Exists ? new(target.Length, target.LastWriteTimeUtc) : default;
        }
    }
}
