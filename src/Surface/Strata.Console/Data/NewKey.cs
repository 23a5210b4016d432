namespace Strata.Console.Data;

/// <summary>A key just made, with the secret that is shown once.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What its holder presents.</param>
public sealed record NewKey(KeyRow Key, string Secret);
