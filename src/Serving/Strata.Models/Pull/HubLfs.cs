namespace Strata.Models.Pull;

/// <summary>What the hub knows about a large file: its sha256 and size.</summary>
internal sealed record HubLfs
{
    public string Oid { get; init; } = "";

    public long Size { get; init; }
}
