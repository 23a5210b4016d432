namespace Strata.Models.Pull;

/// <summary>An entry of the hub's tree listing.</summary>
internal sealed record HubFile
{
    public string Type { get; init; } = "";

    public string Path { get; init; } = "";

    public long Size { get; init; }

    public HubLfs? Lfs { get; init; }
}
