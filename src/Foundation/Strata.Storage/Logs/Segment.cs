using System.Globalization;

namespace Strata.Storage.Logs;

/// <summary>A segment by its name.</summary>
/// <param name="FirstSequence">The number of its first record, as the name says.</param>
/// <param name="Path">Where it lies.</param>
internal sealed record Segment(long FirstSequence, string Path)
{
    internal const string Extension = ".log";
    internal const string TemporaryExtension = ".new";

    internal static Segment In(string directory, long firstSequence) =>
        new(firstSequence, System.IO.Path.Combine(directory, firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Extension));

    /// <summary>The segments of a directory in order of their first numbers. Files with other names are not ours.</summary>
    internal static Segment[] List(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*" + Extension).Select(Parse).OfType<Segment>().OrderBy(segment => segment.FirstSequence)];

    private static Segment? Parse(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        return name.Length == 20 && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first > 0
            ? new Segment(first, path)
            : null;
    }
}
