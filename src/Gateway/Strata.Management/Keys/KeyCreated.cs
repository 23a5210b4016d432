namespace Strata.Management.Keys;

/// <summary>A key just made.</summary>
/// <param name="Key">What is stored.</param>
/// <param name="Secret">What its holder presents; shown this once.</param>
internal sealed record KeyCreated(KeyView Key, string Secret);
