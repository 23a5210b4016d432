namespace Strata.Management.Keys;

/// <summary>A key's new end.</summary>
/// <param name="ExpiresAt">When it ends; null takes the end away.</param>
internal sealed record KeyExpiry(DateTimeOffset? ExpiresAt);
