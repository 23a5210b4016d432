namespace Strata.Core.Storage;

/// <summary>A lease as it was granted.</summary>
/// <param name="Name">What is leased.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Token">A number that grows with every grant of this name: a fence against a holder that slept past its end.</param>
/// <param name="ExpiresAt">When it ends unless renewed.</param>
public sealed record Lease(string Name, string Holder, long Token, DateTimeOffset ExpiresAt);
