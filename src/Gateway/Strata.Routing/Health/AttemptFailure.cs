namespace Strata.Routing.Health;

/// <summary>How an attempt failed.</summary>
/// <param name="Class">What it means for the next one.</param>
public readonly record struct AttemptFailure(FailureClass Class)
{
    /// <summary>The provider's HTTP status; null where none came.</summary>
    public int? Status { get; init; }

    /// <summary>The clock that ran out, for <see cref="FailureClass.Timeout"/>.</summary>
    public string? Clock { get; init; }

    /// <summary>How long the provider wants to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the account's quota is spent, so that only other credentials help (a 429 that waiting does not mend).</summary>
    public bool IsQuota { get; init; }
}
