namespace Strata.Ledger.Pricing;

/// <summary>What a request costs, in billionths of a dollar by token class.</summary>
/// <param name="Input">Computed prompt tokens.</param>
/// <param name="CachedInput">Prompt tokens from a cache.</param>
/// <param name="CacheWrite">Prompt tokens written to a cache.</param>
/// <param name="Output">Tokens of the answer.</param>
/// <param name="Reasoning">Tokens of reasoning.</param>
public readonly record struct RequestCost(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>Prompt tokens written to a cache of a long life.</summary>
    public long CacheWriteLong { get; init; }

    /// <summary>Prompt tokens of sound.</summary>
    public long AudioInput { get; init; }

    /// <summary>Prompt tokens of pictures.</summary>
    public long ImageInput { get; init; }

    /// <summary>Tokens of spoken answers.</summary>
    public long AudioOutput { get; init; }

    /// <summary>Tokens of painted answers.</summary>
    public long ImageOutput { get; init; }

    /// <summary>Uses of billed tools.</summary>
    public long ToolCalls { get; init; }

    /// <summary>The exact sum of the classes.</summary>
    public long TotalNanos => checked(
        Input + CachedInput + CacheWrite + CacheWriteLong + AudioInput + ImageInput + Output + Reasoning + AudioOutput + ImageOutput + ToolCalls);
}
