namespace Strata.Storage.Blobs;

/// <summary>
/// Where a key lies. A file name ends in '+', which no key contains: so the keys <c>a</c> and <c>a/b</c> can stand side by
/// side (file <c>a+</c>, directory <c>a</c>), and a foreign file in the tree is not taken for a blob.
/// </summary>
internal sealed class FileBlobPaths(string root)
{
    private const char Mark = '+';

    internal string Blobs { get; } = Path.Combine(Path.GetFullPath(root), "blobs");

    internal string Temporary { get; } = Path.Combine(Path.GetFullPath(root), "tmp");

    internal string Of(string key) => Path.Combine(Blobs, key.Replace('/', Path.DirectorySeparatorChar) + Mark);

    /// <summary>Walks the keys that begin with a prefix, in ordinal order of the whole key; holds one directory a level in memory.</summary>
    internal IEnumerable<string> Keys(string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        return Keys(slash < 0 ? "" : prefix[..(slash + 1)], prefix);
    }

    private IEnumerable<string> Keys(string parent, string prefix)
    {
        var directory = new DirectoryInfo(Path.Combine(Blobs, parent.Replace('/', Path.DirectorySeparatorChar)));
        if (!directory.Exists)
        {
            yield break;
        }

        // A directory sorts as its name with the slash that follows in the key: "a-b" stands before "a/b".
        var entries = directory.EnumerateFileSystemInfos()
            .Select(entry => entry is DirectoryInfo ? entry.Name + "/" : entry.Name)
            .Where(name => name[^1] is '/' or Mark)
            .Select(name => parent + (name[^1] == '/' ? name : name[..^1]))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) || (name[^1] == '/' && prefix.StartsWith(name, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        foreach (var entry in entries)
        {
            if (entry[^1] != '/')
            {
                yield return entry;
                continue;
            }

            foreach (var key in Keys(entry, prefix))
            {
                yield return key;
            }
        }
    }
}
