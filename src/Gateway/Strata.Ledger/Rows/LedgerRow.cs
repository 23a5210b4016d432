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

    /// <summary>The model as it was asked for.</summary>
    public required string Model { get; init; }

    /// <summary>What it was routed to, for instance <c>openai/gpt-4o-mini</c>; empty where it was not.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>The upstream's name, or <c>strata</c> for this process.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The surface, for instance <c>openai.chat</c>.</summary>
    public required string Endpoint { get; init; }

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

    /// <summary>The version of the price book it was priced by.</summary>
    public string PriceVersion { get; init; } = "";

    /// <summary>The trace's id, where the request was traced.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>Waiting before the model began.</summary>
    public TimeSpan Queue { get; init; }

    /// <summary>To the first content; null where none came.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>The whole request.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>The error's code; empty where there was none.</summary>
    public string ErrorCode { get; init; } = "";

    /// <summary>The provider's id of its answer, kept for support; it is not a key of anything.</summary>
    public string UpstreamRequestId { get; init; } = "";
}
