namespace Strata.Models.Pull;

/// <summary>A stretch of a remote file to fetch into a local one.</summary>
internal sealed record Download
{
    /// <summary>Whose credential goes along.</summary>
    public required Origin Origin { get; init; }

    public required Uri Address { get; init; }

    /// <summary>Where the bytes go; what is there already is kept and the rest asked for.</summary>
    public required string PartPath { get; init; }

    /// <summary>The first byte of the stretch.</summary>
    public long Offset { get; init; }

    /// <summary>Its length.</summary>
    public required long Length { get; init; }

    /// <summary>Reports the bytes that are here.</summary>
    public required Action<long> Report { get; init; }
}
