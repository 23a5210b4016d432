namespace Strata.Telemetry.Stores;

/// <summary>The log in which versions before the trace store kept spans. It is removed: its spans are at most a few days of a bounded memory.</summary>
/// <param name="dataDirectory">The data folder.</param>
internal sealed class EarlierSpans(string dataDirectory)
{
    private string Folder => Path.Combine(dataDirectory, "logs", "spans");

    /// <summary>The folder of a store that was this replica's own; null where there is none.</summary>
    public string? OwnFolder => Path.Combine(dataDirectory, "traces") is var own && File.Exists(Path.Combine(own, "manifest")) ? own : null;

    /// <summary>Deletes it; its folder where there was one.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public string? Remove()
    {
        if (!Directory.Exists(Folder))
        {
            return null;
        }

        Directory.Delete(Folder, recursive: true);
        return Folder;
    }
}
