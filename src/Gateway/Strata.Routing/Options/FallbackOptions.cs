namespace Strata.Routing.Options;

/// <summary>Where a request goes when its targets failed, by why. Each is a list in order: deployments, listed names or routes.</summary>
public sealed record FallbackOptions
{
    /// <summary>When none of the targets answered.</summary>
    public IReadOnlyList<string> General { get; init; } = [];

    /// <summary>When the prompt does not fit.</summary>
    public IReadOnlyList<string> ContextWindow { get; init; } = [];

    /// <summary>When the provider's policy refused.</summary>
    public IReadOnlyList<string> ContentPolicy { get; init; } = [];
}
