namespace Strata.Management.Traffic;

/// <summary>What the request would cost at the first target.</summary>
/// <param name="Version">The price book's version.</param>
/// <param name="Deployment">Whose price it is.</param>
/// <param name="Text">The prices as one line; absent where there are none.</param>
/// <param name="EstimatedNanos">The cost of the named tokens, in billionths of a dollar; absent where unknown.</param>
internal sealed record ExplainedPrice(string Version, string? Deployment, string? Text, long? EstimatedNanos);
