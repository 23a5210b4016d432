namespace Strata.Routing.Health;

/// <summary>How an attempt ended. Neither failed nor cancelled is a success.</summary>
public readonly record struct AttemptReport
{
    /// <summary>How it failed; null for a success or a cancellation.</summary>
    public AttemptFailure? Failure { get; init; }

    /// <summary>Whether we stopped it, or the caller did: it says nothing about the provider.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Until the first content; null where none came. The whole time, for an answer in one piece.</summary>
    public TimeSpan? FirstContent { get; init; }

    /// <summary>Tokens of the prompt; 0 where they are not known.</summary>
    public long PromptTokens { get; init; }

    /// <summary>Of these, tokens that a cache answered.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Tokens of the answer; 0 where they are not known.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What the provider's limit headers say is left, the tighter of requests and tokens, from 0 to 1; null where it says nothing.</summary>
    public double? Headroom { get; init; }

    /// <summary>When the provider's limits are full again, from now.</summary>
    public TimeSpan? HeadroomReset { get; init; }

    /// <summary>A success.</summary>
    public static AttemptReport Ok(TimeSpan? firstContent = null) => new() { FirstContent = firstContent };

    /// <summary>A failure.</summary>
    public static AttemptReport Failed(AttemptFailure failure) => new() { Failure = failure };

    /// <summary>A failure of a class that has nothing more to say.</summary>
    public static AttemptReport Failed(FailureClass failure) => new() { Failure = new AttemptFailure(failure) };

    /// <summary>A cancellation: the loser of a hedge, or a caller who left.</summary>
    public static AttemptReport Cancelled { get; } = new() { IsCancelled = true };
}
