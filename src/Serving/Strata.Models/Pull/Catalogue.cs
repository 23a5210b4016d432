using System.Text.Json;

namespace Strata.Models.Pull;

/// <summary>The models that have a short name, from an embedded data file.</summary>
public sealed class Catalogue
{
    private const string Resource = "Strata.Models.Pull.catalogue.json";

    private Catalogue(IReadOnlyList<CatalogueEntry> entries) => Entries = entries;

    /// <summary>The catalogue that comes with this build.</summary>
    public static Catalogue Default { get; } = Load();

    /// <summary>Every entry.</summary>
    public IReadOnlyList<CatalogueEntry> Entries { get; }

    /// <summary>A catalogue of given entries, for instance a company's own.</summary>
    public static Catalogue Of(IReadOnlyList<CatalogueEntry> entries) => new(entries);

    /// <summary>The entry of a name, or null.</summary>
    public CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The entry that lists this source, or null: its checksum holds for a direct pull too.</summary>
    public CatalogueEntry? FindBySource(ModelReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Entries.FirstOrDefault(entry => entry.Sources.Contains(reference.ToString()));
    }

    private static Catalogue Load()
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not embedded.");
        return new Catalogue(JsonSerializer.Deserialize(stream, PullJson.Default.CatalogueEntryArray) ?? []);
    }
}
