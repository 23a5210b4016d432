namespace Strata.Routing.Policies;

/// <summary>When a second target is asked beside a slow first one.</summary>
public sealed record HedgePolicy
{
    /// <summary>Whether at all.</summary>
    public bool Enabled { get; init; }

    /// <summary>Hedges as a share of the route's requests.</summary>
    public double Share { get; init; } = 0.05;

    /// <summary>Hedges that a quiet time saves up.</summary>
    public int Saved { get; init; } = 5;

    /// <summary>The least wait, whatever the percentile says.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether requests with tools are hedged too: the provider may then run its own tools twice.</summary>
    public bool WithTools { get; init; }

    /// <summary>Whether requests whose answer the provider stores are hedged too: it then stores two.</summary>
    public bool WithStore { get; init; }
}
