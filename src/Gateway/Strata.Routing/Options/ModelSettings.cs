namespace Strata.Routing.Options;

/// <summary>What the configuration says of one model of a provider.</summary>
public sealed record ModelSettings
{
    /// <summary>The tokens that fit its context; 0 where that is not said.</summary>
    public long ContextTokens { get; init; }

    /// <summary>The most attempts at once; 0 sets no bound.</summary>
    public int ParallelMax { get; init; }

    /// <summary>Where it runs; null takes the provider's.</summary>
    public string? Region { get; init; }

    /// <summary>The dialects it is asked in; empty takes the provider's.</summary>
    public IReadOnlyList<string> Dialects { get; init; } = [];

    /// <summary>Words for people and importers.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
