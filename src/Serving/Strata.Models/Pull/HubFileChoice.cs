using System.Globalization;

namespace Strata.Models.Pull;

/// <summary>Chooses a model's files from a repository's listing: by file name, by quantisation, or by preference; split files together.</summary>
internal static class HubFileChoice
{
    /// <summary>Good answers first, then what is smaller or larger; the order llama.cpp's users know.</summary>
    private static readonly string[] Preferred = ["Q4_K_M", "Q4_K_S", "Q4_0", "Q4_1", "Q5_K_M", "Q8_0", "Q6_K", "F16", "BF16", "F32"];

    public static IReadOnlyList<HubFile> Choose(IReadOnlyList<HubFile> listing, string? selector, string repository)
    {
        var models = listing
            .Where(file => file.Type == "file" && file.Path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
            .Where(file => !Path.GetFileName(file.Path).StartsWith("mmproj", StringComparison.OrdinalIgnoreCase))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        if (models.Count == 0)
        {
            throw SourceException.NotFound($"The repository '{repository}' has no .gguf file.");
        }

        var first = selector is null ? ByPreference(models) : BySelector(models, selector);
        return first is null
            ? throw SourceException.NotFound($"The repository '{repository}' has no file for '{selector}'; it has: {string.Join(", ", models.Take(40).Select(file => file.Path))}.")
            : WithParts(models, first, repository);
    }

    private static HubFile? BySelector(List<HubFile> models, string selector) =>
        models.Find(file => file.Path.Equals(selector, StringComparison.OrdinalIgnoreCase))
        ?? models.Find(file => Path.GetFileName(file.Path).Equals(selector, StringComparison.OrdinalIgnoreCase))
        ?? models.Find(file => Has(file, selector));

    private static HubFile ByPreference(List<HubFile> models) =>
        Preferred.Select(quantisation => models.Find(file => Has(file, quantisation))).FirstOrDefault(file => file is not null)
        ?? models.MinBy(file => file.Size)!;

    /// <summary>Whether the quantisation stands in the file's name or folder as a word of its own.</summary>
    private static bool Has(HubFile file, string quantisation)
    {
        for (var at = 0; (at = file.Path.IndexOf(quantisation, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var after = at + quantisation.Length;
            if ((at == 0 || file.Path[at - 1] is '-' or '.' or '/') && (after == file.Path.Length || file.Path[after] is '-' or '.' or '/'))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<HubFile> WithParts(List<HubFile> models, HubFile first, string repository)
    {
        const int Suffix = 20; // -00001-of-00003.gguf
        var path = first.Path;
        var at = path.Length - Suffix;
        if (at <= 0 || path[at] != '-' || path.AsSpan(at + 6, 4) is not "-of-"
            || !int.TryParse(path.AsSpan(at + 10, 5), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return [first];
        }

        var parts = Enumerable.Range(1, Math.Min(count, 999))
            .Select(part => models.Find(file => file.Path == $"{path[..at]}-{part:00000}-of-{count:00000}{path[^5..]}"))
            .ToList();
        return parts.Contains(null)
            ? throw SourceException.NotFound($"The repository '{repository}' lacks a part of '{path}'.")
            : [.. parts.Select(part => part!)];
    }
}
