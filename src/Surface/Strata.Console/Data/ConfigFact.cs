namespace Strata.Console.Data;

/// <summary>A setting in force.</summary>
/// <param name="Key">Its path, for instance <c>gateway.parallel_max</c>.</param>
/// <param name="Value">Its value as text; a secret's is never given.</param>
/// <param name="Origin">Where it was set, for instance <c>strata.yaml:12</c>; empty where the default stands.</param>
/// <param name="Doc">One sentence.</param>
public sealed record ConfigFact(string Key, string Value, string Origin, string Doc);
