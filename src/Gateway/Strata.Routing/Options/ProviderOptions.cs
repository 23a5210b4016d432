using Strata.Routing.Providers;

namespace Strata.Routing.Options;

/// <summary>A provider and the models that it is asked for.</summary>
public sealed record ProviderOptions
{
    /// <summary>Who.</summary>
    public required Provider Provider { get; init; }

    /// <summary>The names that callers use, and the provider's own name of each.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a name that nothing else knows is sent here as it is.</summary>
    public bool AnyModel { get; init; }

    /// <summary>Settings by the provider's own name of a model.</summary>
    public IReadOnlyDictionary<string, ModelSettings> Settings { get; init; } = new Dictionary<string, ModelSettings>();
}
