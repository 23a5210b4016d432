using Strata.Core.Usage;

namespace Strata.Ledger.Rows;

/// <summary>One request that reached routing: what was asked, who answered, how it ended and what it cost. Never changed.</summary>
public sealed record LedgerRow
{
    /// <summary>Our own id, <c>req_…</c>, sorting by time; the caller has it as <c>x-request-id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The organisation's id.</summary>
    public required string Organization { get; init; }

    /// <summary>The project's id.</summary>
    public required string Project { get; init; }

    /// <summary>The key's id.</summary>
    public required string KeyId { get; init; }

    /// <summary>The team's id; empty where the key belongs to none.</summary>
    public string Team { get; init; } = "";

    /// <summary>The user's id, of the key or of the token; empty where there is none.</summary>
    public string User { get; init; } = "";

    /// <summary>The caller's own customer, as the request names it; empty where it names none.</summary>
    public string EndUser { get; init; } = "";

    /// <summary>Free labels, each <c>key=value</c>.</summary>
    public RowList<string> Tags { get; init; }

    /// <summary>The model as it was asked for.</summary>
    public required string Model { get; init; }

    /// <summary>What it was routed to, for instance <c>openai/gpt-4o-mini</c>; empty where it was not.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>The upstream's name, or <c>strata</c> for this process.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The surface, for instance <c>openai.chat</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The caller's dialect, for instance <c>anthropic</c>.</summary>
    public string DialectIn { get; init; } = "";

    /// <summary>The dialect spoken with whoever answered; empty where nobody was asked.</summary>
    public string DialectOut { get; init; } = "";

    /// <summary>The route's name; empty where the model's name was enough.</summary>
    public string Route { get; init; } = "";

    /// <summary>How the route chose, for instance <c>weighted</c>.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>The experiment and its arm, <c>name/arm</c>; empty outside of experiments.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>The billed tier of service: <c>batch</c>, <c>flex</c>, <c>priority</c>, or empty for the usual one.</summary>
    public string ServiceTier { get; init; } = "";

    /// <summary>Every attempt in order of its number; empty where nobody was asked. Their costs sum up to <see cref="CostNanos"/>.</summary>
    public RowList<LedgerAttempt> Attempts { get; init; }

    /// <summary>Whether the answer was streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>How it ended.</summary>
    public LedgerStatus Status { get; init; }

    /// <summary>The status code sent to the caller.</summary>
    public int HttpStatus { get; init; }

    /// <summary>Why the answer ended; empty where there was none.</summary>
    public string FinishReason { get; init; } = "";

    /// <summary>Tokens by class.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Where the counts come from.</summary>
    public UsageSource UsageSource { get; init; }

    /// <summary>The cost in billionths of a dollar; null is unknown (<c>unpriced</c>), which is not zero.</summary>
    public long? CostNanos { get; init; }

    /// <summary>The cost after re-pricing; null where it was never re-priced. Read from the adjustments, never part of the record.</summary>
    public long? RepricedNanos { get; init; }

    /// <summary>What it costs by the newest reckoning; null is unknown.</summary>
    public long? CurrentNanos => RepricedNanos ?? CostNanos;

    /// <summary>What the upstream says that it cost, in billionths of a dollar; kept beside, never summed. Null where it says nothing.</summary>
    public long? UpstreamCostNanos { get; init; }

    /// <summary>What a cache hit would have cost without the cache, in billionths of a dollar.</summary>
    public long SavedNanos { get; init; }

    /// <summary>What the answer cache did: <c>exact</c>, <c>semantic</c>, <c>stale</c>, <c>shared</c>, <c>miss</c>, or empty where it was not asked.</summary>
    public string CacheStatus { get; init; } = "";

    /// <summary>What the guardrails found.</summary>
    public RowList<LedgerVerdict> Verdicts { get; init; }

    /// <summary>What translation between dialects could not carry over.</summary>
    public RowList<string> Notes { get; init; }

    /// <summary>How often a stream that broke off was continued by another attempt.</summary>
    public int Continuations { get; init; }

    /// <summary>Why we ended the answer before the model did, for instance a rule's id; empty where we did not.</summary>
    public string CutOff { get; init; } = "";

    /// <summary>The version of the price book it was priced by.</summary>
    public string PriceVersion { get; init; } = "";

    /// <summary>The trace's id, where the request was traced.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>Waiting before the model began.</summary>
    public TimeSpan Queue { get; init; }

    /// <summary>To the first byte of whoever answered; null where none came.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>To the first content; null where none came.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>The whole request.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>The error's code; empty where there was none.</summary>
    public string ErrorCode { get; init; } = "";

    /// <summary>The provider's id of its answer, kept for support; it is not a key of anything.</summary>
    public string UpstreamRequestId { get; init; } = "";
}
