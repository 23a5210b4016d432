namespace Strata.Guard.Options;

/// <summary>What the configuration says in its section <c>guard</c>: immutable, compiled whole.</summary>
public sealed record GuardOptions
{
    /// <summary>Policies by the name that routes and keys use.</summary>
    public IReadOnlyDictionary<string, GuardPolicyOptions> Policies { get; init; } = new Dictionary<string, GuardPolicyOptions>();
}
