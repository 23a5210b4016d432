namespace Strata.Ledger.Pricing;

/// <summary>What a request costs, in billionths of a dollar by token class.</summary>
/// <param name="Input">Computed prompt tokens.</param>
/// <param name="CachedInput">Prompt tokens from a cache.</param>
/// <param name="CacheWrite">Prompt tokens written to a cache.</param>
/// <param name="Output">Tokens of the answer.</param>
/// <param name="Reasoning">Tokens of reasoning.</param>
public readonly record struct RequestCost(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>The exact sum of the classes.</summary>
    public long TotalNanos => checked(Input + CachedInput + CacheWrite + Output + Reasoning);
}
