namespace Strata.Guard.Options;

/// <summary>What the configuration says in its section <c>guard</c>: immutable, compiled whole.</summary>
public sealed record GuardOptions
{
    /// <summary>Policies by the name that routes and keys use.</summary>
    public IReadOnlyDictionary<string, GuardPolicyOptions> Policies { get; init; } = new Dictionary<string, GuardPolicyOptions>();

    /// <summary>Models that rules ask, by name.</summary>
    public IReadOnlyDictionary<string, GuardModelOptions> Models { get; init; } = new Dictionary<string, GuardModelOptions>();

    /// <summary>Webhooks that rules ask, by name.</summary>
    public IReadOnlyDictionary<string, GuardWebhookOptions> Webhooks { get; init; } = new Dictionary<string, GuardWebhookOptions>();
}
