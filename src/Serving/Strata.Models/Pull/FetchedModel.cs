using Strata.Models.Store;

namespace Strata.Models.Pull;

/// <summary>What a source left in the staging folder, checked.</summary>
internal sealed record FetchedModel
{
    public required IReadOnlyList<StoredFile> Files { get; init; }

    public required string Verification { get; init; }

    public string? Licence { get; init; }

    /// <summary>The reference with everything pinned that the source resolved.</summary>
    public required ModelReference Resolved { get; init; }
}
