using Strata.Core.Results;
using Strata.Traces.Segments;

namespace Strata.Traces.Storage;

/// <summary>The store's folder: the manifest, and a folder of segments for each day.</summary>
internal static class StoreFolder
{
    private const string ManifestName = "manifest";

    /// <summary>The segments that the manifest names. Files that no manifest names are deleted.</summary>
    public static Result<(Manifest Manifest, List<StoredSegment> Segments)> Load(string directory, ITraceWatch watch, BlockCache cache)
    {
        DurableFiles.CreateDirectory(Path.GetFullPath(directory));
        var path = Path.Combine(directory, ManifestName);
        var manifest = Manifest.Empty;
        if (File.Exists(path) && !Manifest.Read(File.ReadAllBytes(path), path).Try(out manifest, out var problem))
        {
            return problem;
        }

        var segments = new List<StoredSegment>();
        foreach (var name in manifest.Segments)
        {
            if (Segment.Open(name.PathIn(directory), name.Number, cache).Try(out var segment, out var damage))
            {
                segments.Add(new StoredSegment(name, segment));
            }
            else
            {
                watch.Damaged(damage.Message + " Its spans are left out; the file stays where it is.");
            }
        }

        var known = manifest.Segments.Select(n => n.PathIn(directory)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(directory))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => !known.Contains(f)))
            {
                File.Delete(file); // made by a run that died before its manifest named it: the log still has its spans
            }
        }

        return (manifest, segments);
    }

    /// <summary>Replaces the manifest; durable when it returns.</summary>
    public static void Write(string directory, Manifest next) => DurableFiles.Write(Path.Combine(directory, ManifestName), next.Write());

    /// <summary>Deletes the files of segments that no manifest names any more.</summary>
    public static void Delete(string directory, IReadOnlyList<StoredSegment> gone, ITraceWatch watch)
    {
        foreach (var stored in gone)
        {
            try
            {
                File.Delete(stored.Name.PathIn(directory));
                var folder = stored.Name.FolderIn(directory);
                if (!Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    Directory.Delete(folder);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                watch.Failed("The file of an expired segment could not be deleted; the next start does it.", failure);
            }
        }
    }
}
