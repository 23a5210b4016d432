namespace Strata.Routing.Policies;

/// <summary>How often and how a failed attempt is followed by another.</summary>
public sealed record RetryPolicy
{
    /// <summary>The most attempts of one request, the first included.</summary>
    public int AttemptsMax { get; init; } = 4;

    /// <summary>The first wait before the same target is asked again; doubled each round, drawn from 0 to itself.</summary>
    public TimeSpan Base { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest such wait.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The longest <c>Retry-After</c> that is waited for; a longer one is the caller's to wait.</summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Extra attempts as a share of the route's requests.</summary>
    public double BudgetShare { get; init; } = 0.10;

    /// <summary>Extra attempts that a quiet time saves up.</summary>
    public int BudgetSaved { get; init; } = 50;

    /// <summary>How long a request waits for a target while all are shut or full, before it is sent on anyway or refused.</summary>
    public TimeSpan QueueMax { get; init; } = TimeSpan.FromSeconds(1);
}
