namespace Strata.Routing.Health;

/// <summary>How a credential stands at one deployment, for people.</summary>
public sealed record CredentialView
{
    /// <summary>Its name; never its secret.</summary>
    public required string Name { get; init; }

    /// <summary>How long it is shut because the provider refused it; null where it is not.</summary>
    public TimeSpan? ShutFor { get; init; }

    /// <summary>How long it waits because the provider limits it; null where it does not.</summary>
    public TimeSpan? CoolingFor { get; init; }

    /// <summary>What is left of the provider's limits, from 0 to 1; 1 where nothing is known.</summary>
    public double Headroom { get; init; }
}
