namespace Strata.Management.Keys;

/// <summary>How a key is rotated.</summary>
/// <param name="Overlap">How long the old secret goes on holding, for instance <c>24h</c>; without it, not at all.</param>
internal sealed record KeyRotation(string? Overlap);
