namespace Strata.Identity.Keys;

/// <summary>What a key may use.</summary>
public sealed record KeyLimits
{
    /// <summary>No limit.</summary>
    public static KeyLimits None { get; } = new();

    /// <summary>The most requests in any sixty seconds; null is no limit.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>The most tokens, prompt and answer, in any sixty seconds; null is no limit.</summary>
    public long? TokensPerMinute { get; init; }
}
