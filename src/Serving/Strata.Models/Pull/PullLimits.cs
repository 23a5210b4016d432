namespace Strata.Models.Pull;

/// <summary>The bounds of a pull.</summary>
public sealed record PullLimits
{
    /// <summary>The bounds used where none are given.</summary>
    public static PullLimits Default { get; } = new();

    /// <summary>Bytes of a listing: a page of the hub, or a project's page of an index.</summary>
    public int ListingBytesMax { get; init; } = 32 << 20;

    /// <summary>Pages of one listing.</summary>
    public int PagesMax { get; init; } = 50;

    /// <summary>Bytes of a zip's directory.</summary>
    public int ZipDirectoryBytesMax { get; init; } = 16 << 20;

    /// <summary>Bytes of one file.</summary>
    public long FileBytesMax { get; init; } = 2L << 40;

    /// <summary>Redirects followed for one request.</summary>
    public int RedirectsMax { get; init; } = 5;

    /// <summary>Tries for one file; a try that brought bytes does not count.</summary>
    public int TriesMax { get; init; } = 5;

    /// <summary>The wait before the second try; it doubles.</summary>
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a connection may be silent.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(60);
}
