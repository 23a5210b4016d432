namespace Strata.Models.Store;

/// <summary>A model on this machine.</summary>
/// <param name="Name">The name it is asked by; for a file given by path, the path.</param>
/// <param name="Path">The file to open.</param>
/// <param name="SizeBytes">The size of all of its files.</param>
public sealed record StoredModel(string Name, string Path, long SizeBytes)
{
    /// <summary>What the store knows about it; null for a file given by path.</summary>
    public ModelManifest? Manifest { get; init; }
}
