namespace Strata.Core.Limits;

/// <summary>One stated bound.</summary>
/// <param name="Name">What is bounded, for instance <c>body</c>.</param>
/// <param name="Value">The bound.</param>
/// <param name="Unit">The unit, for instance <c>bytes</c>.</param>
/// <param name="Effect">What happens at the bound, for instance <c>413 request_too_large</c>.</param>
public sealed record Limit(string Name, long Value, string Unit, string Effect);
