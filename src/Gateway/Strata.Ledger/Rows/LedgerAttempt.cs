using Strata.Core.Usage;

namespace Strata.Ledger.Rows;

/// <summary>One attempt of a request at one deployment: when, how it ended, what it used and what it cost.</summary>
public sealed record LedgerAttempt
{
    /// <summary>Its place among the request's attempts, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Who was asked, for instance <c>openai/gpt-4o-mini</c>.</summary>
    public required string Deployment { get; init; }

    /// <summary>The upstream's name, or <c>strata</c> for this process.</summary>
    public required string Provider { get; init; }

    /// <summary>The name of the credential used; never the secret.</summary>
    public string Credential { get; init; } = "";

    /// <summary>When it began, counted from the request's arrival.</summary>
    public TimeSpan Started { get; init; }

    /// <summary>From its begin to the first byte of the answer; null where none came.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>From its begin to the first content; null where none came.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>From its begin to its end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What became of it.</summary>
    public AttemptOutcome Outcome { get; init; }

    /// <summary>The upstream's status code; 0 where it sent none.</summary>
    public int HttpStatus { get; init; }

    /// <summary>Why it ended so, as a code such as <c>rate_limited</c> or <c>first_byte_timeout</c>; empty where all was well.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The provider's id of its answer; a key of nothing.</summary>
    public string UpstreamRequestId { get; init; } = "";

    /// <summary>Tokens by class.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The cost in billionths of a dollar by our price book; null is unknown.</summary>
    public long? CostNanos { get; init; }

    /// <summary>What the upstream says that it cost, in billionths of a dollar; kept beside, never summed. Null where it says nothing.</summary>
    public long? ReportedCostNanos { get; init; }

    /// <summary>The cost of several attempts: their exact sum; null as soon as one of them is unknown.</summary>
    public static long? CostOf(ReadOnlySpan<LedgerAttempt> attempts)
    {
        long sum = 0;
        foreach (var attempt in attempts)
        {
            if (attempt.CostNanos is not { } nanos)
            {
                return null;
            }

            sum = checked(sum + nanos);
        }

        return sum;
    }
}
