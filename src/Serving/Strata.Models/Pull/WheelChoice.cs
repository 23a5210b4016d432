using System.Globalization;

namespace Strata.Models.Pull;

/// <summary>Chooses a wheel: the asked version, or the newest release that is not withdrawn; one for any platform first.</summary>
internal static class WheelChoice
{
    public static (IndexFile File, string Version) Choose(IndexProject project, string name, string? version)
    {
        var wheels = project.Files.OfType<IndexFile>().Select(file => (File: file, Version: VersionOf(file.Filename))).Where(wheel => wheel.Version is not null).ToList();
        var fitting = version is not null
            ? wheels.Where(wheel => Compare(wheel.Version!, version) == 0).ToList()
            : wheels.Where(wheel => !wheel.File.IsYanked && !IsPreview(wheel.Version!)).ToList();
        if (fitting.Count == 0)
        {
            var known = string.Join(", ", wheels.Select(wheel => wheel.Version).Distinct().Take(40));
            throw SourceException.NotFound($"The package index has no wheel of '{name}'{(version is null ? "" : " in version " + version)}; it has versions: {(known.Length == 0 ? "none" : known)}.");
        }

        var newest = fitting.Select(wheel => wheel.Version!).Aggregate((a, b) => Compare(a, b) >= 0 ? a : b);
        var best = fitting
            .Where(wheel => Compare(wheel.Version!, newest) == 0)
            .OrderByDescending(wheel => wheel.File.Filename.EndsWith("-any.whl", StringComparison.OrdinalIgnoreCase))
            .ThenBy(wheel => wheel.File.Filename, StringComparer.Ordinal)
            .First();
        return (best.File, best.Version!);
    }

    /// <summary>The version in <c>name-version[-build]-python-abi-platform.whl</c>, or null for another kind of file.</summary>
    private static string? VersionOf(string fileName)
    {
        var parts = fileName.EndsWith(".whl", StringComparison.OrdinalIgnoreCase) ? fileName[..^4].Split('-') : [];
        return parts.Length is 5 or 6 ? parts[1] : null;
    }

    private static bool IsPreview(string version) => version.Split('+')[0].Any(char.IsAsciiLetter) && !version.Contains("post", StringComparison.OrdinalIgnoreCase);

    private static int Compare(string a, string b)
    {
        var (x, y) = (Numbers(a), Numbers(b));
        for (var i = 0; i < Math.Max(x.Length, y.Length); i++)
        {
            var order = x.ElementAtOrDefault(i).CompareTo(y.ElementAtOrDefault(i));
            if (order != 0)
            {
                return order;
            }
        }

        return IsPreview(a) == IsPreview(b) ? 0 : IsPreview(a) ? -1 : 1;
    }

    private static long[] Numbers(string version) =>
    [
        .. version.Split('+')[0].Split('.', 'a', 'b', 'r', 'c', 'p', 'o', 's', 't', 'd', 'e', 'v')
            .Where(part => part.Length > 0)
            .Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0),
    ];
}
