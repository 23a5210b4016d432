namespace Strata.Models.Pull;

/// <summary>A model that is known by a short name.</summary>
public sealed record CatalogueEntry
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>One line about it.</summary>
    public required string Description { get; init; }

    /// <summary>Its licence, by identifier.</summary>
    public string? Licence { get; init; }

    /// <summary>Bytes of the file, about: what a list says before a download.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Bytes of keys and values for a token of context.</summary>
    public long KvBytesPerToken { get; init; }

    /// <summary>The sha256 of the model file, which every source must match.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where it can be had, in the order tried.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
}
