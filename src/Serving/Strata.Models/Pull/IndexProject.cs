namespace Strata.Models.Pull;

/// <summary>A project's page of the simple JSON API (PEP 691).</summary>
internal sealed record IndexProject
{
    public IReadOnlyList<IndexFile> Files { get; init; } = [];
}
