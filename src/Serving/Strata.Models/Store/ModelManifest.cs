namespace Strata.Models.Store;

/// <summary>What <c>model.json</c> says about a model.</summary>
public sealed record ModelManifest
{
    /// <summary>The name of the model, which is the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Where it came from, as a reference that pulls it again.</summary>
    public required string Source { get; init; }

    /// <summary>What was checked on the way: which checksum, by whom given.</summary>
    public required string Verification { get; init; }

    /// <summary>The licence by its identifier, where the source tells.</summary>
    public string? Licence { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Its files; the first is the one to open.</summary>
    public required IReadOnlyList<StoredFile> Files { get; init; }
}
