namespace Strata.Core.Storage;

/// <summary>A stored blob.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">The lower-case hexadecimal SHA-256 of its content.</param>
public sealed record BlobInfo(string Key, long Length, string Sha256);
