namespace Strata.Models.Store;

/// <summary>A file of a stored model.</summary>
/// <param name="Name">Its name inside the model's folder.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Sha256">The checksum of its bytes as stored, in lower-case hex.</param>
public sealed record StoredFile(string Name, long SizeBytes, string Sha256);
