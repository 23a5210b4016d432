namespace Strata.Management.Trail;

/// <summary>What a reading of the whole chain found.</summary>
/// <param name="Whole">Whether every link is as it was written.</param>
/// <param name="Links">How many links were read.</param>
/// <param name="Broken">The number of the first that is not, or is missing.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record VerdictView(bool Whole, long Links, long? Broken, string? Reason);
