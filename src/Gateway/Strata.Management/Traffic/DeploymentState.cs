using Strata.Routing.Health;

namespace Strata.Management.Traffic;

/// <summary>How a deployment stands.</summary>
internal sealed record DeploymentState
{
    public required string Deployment { get; init; }

    /// <summary>Its breaker: <c>closed</c>, <c>open</c>, <c>half_open</c> or <c>probing</c>.</summary>
    public required string State { get; init; }

    public double? OpenForMs { get; init; }

    /// <summary>Successes of the window.</summary>
    public int Succeeded { get; init; }

    /// <summary>Failures of the window.</summary>
    public int Failed { get; init; }

    public int InFlight { get; init; }

    public double? FirstContentMs { get; init; }

    public double? FirstContentP95Ms { get; init; }

    public double CachedShare { get; init; }

    /// <summary>Its credentials; for the operator.</summary>
    public IReadOnlyList<CredentialState>? Credentials { get; init; }

    public static DeploymentState From(DeploymentView view, bool isOperator) => new()
    {
        Deployment = view.Deployment,
        State = view.State switch { BreakerState.Closed => "closed", BreakerState.Open => "open", BreakerState.HalfOpen => "half_open", _ => "probing" },
        OpenForMs = view.OpenFor?.TotalMilliseconds,
        Succeeded = view.Succeeded,
        Failed = view.Failed,
        InFlight = view.InFlight,
        FirstContentMs = view.FirstContent?.TotalMilliseconds,
        FirstContentP95Ms = view.FirstContentP95?.TotalMilliseconds,
        CachedShare = view.CachedShare,
        Credentials = isOperator ? [.. view.Credentials.Select(CredentialState.From)] : null,
    };
}
