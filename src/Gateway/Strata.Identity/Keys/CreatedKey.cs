namespace Strata.Identity.Keys;

/// <summary>A key just made, with its secret: shown this once, and never again.</summary>
/// <param name="Key">What is stored.</param>
/// <param name="Secret">What its holder presents.</param>
public sealed record CreatedKey(KeyRecord Key, string Secret);
