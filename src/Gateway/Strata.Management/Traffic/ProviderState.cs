namespace Strata.Management.Traffic;

/// <summary>A provider and how its deployments stand in this process.</summary>
internal sealed record ProviderState
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    /// <summary>Its address; for the operator.</summary>
    public string? Url { get; init; }

    /// <summary>The names that callers use.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    public bool AnyModel { get; init; }

    /// <summary>The deployments that routes name or that were asked for.</summary>
    public required IReadOnlyList<DeploymentState> Deployments { get; init; }
}
