namespace Strata.Routing.Health;

/// <summary>How a deployment stands, for people.</summary>
public sealed record DeploymentView
{
    /// <summary>Its name.</summary>
    public required string Deployment { get; init; }

    /// <summary>Its provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Its breaker.</summary>
    public required BreakerState State { get; init; }

    /// <summary>How long its breaker stays open; null where it is not.</summary>
    public TimeSpan? OpenFor { get; init; }

    /// <summary>Successes of the window.</summary>
    public int Succeeded { get; init; }

    /// <summary>Failures of the window.</summary>
    public int Failed { get; init; }

    /// <summary>Attempts that run now.</summary>
    public int InFlight { get; init; }

    /// <summary>Time to the first content, lately; null while none is known.</summary>
    public TimeSpan? FirstContent { get; init; }

    /// <summary>The median of the time to the first content; null while too few are known.</summary>
    public TimeSpan? FirstContentP50 { get; init; }

    /// <summary>The 95th percentile of the time to the first content; null while too few are known.</summary>
    public TimeSpan? FirstContentP95 { get; init; }

    /// <summary>The share of prompt tokens that its cache answered lately.</summary>
    public double CachedShare { get; init; }

    /// <summary>Its credentials.</summary>
    public IReadOnlyList<CredentialView> Credentials { get; init; } = [];
}
