using System.Diagnostics;
using Strata.Core.Tenancy;
using Strata.Core.Usage;
using Strata.Gateway.Capture;
using Strata.Identity.Keys;
using Strata.Gateway.Limits;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Pipeline;

/// <summary>
/// One request from its arrival to its settlement: who, what, where to, and what came of it. Steps of the pipeline fill it in;
/// the settlement turns it into a ledger row once.
/// </summary>
internal sealed class Call
{
    public required string Id { get; init; }

    public required Caller Caller { get; init; }

    public KeyRecord? Key { get; init; }

    public required Surface Surface { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long StartedAt { get; init; }

    public Activity? Activity { get; set; }

    public LimitLease? Lease { get; set; }

    public string Model { get; set; } = "";

    public string Deployment { get; set; } = "";

    public string Provider { get; set; } = "";

    public bool Stream { get; set; }

    public LedgerStatus Status { get; set; } = LedgerStatus.Failed;

    public int HttpStatus { get; set; } = 500;

    public string FinishReason { get; set; } = "";

    public TokenUsage Usage { get; set; }

    public UsageSource UsageSource { get; set; }

    public TimeSpan Queue { get; set; }

    public TimeSpan? FirstToken { get; set; }

    public string ErrorCode { get; set; } = "";

    public string UpstreamRequestId { get; set; } = "";

    /// <summary>The answer's text for the trace; null where it is not kept.</summary>
    public CapturedText? Captured { get; set; }

    /// <summary>Whether events were written, sent or not: from here on a failure is an event, not a status.</summary>
    public bool StreamBegan { get; set; }

    /// <summary>Whether a stream ended with an error event: its connection must not end as one of a whole answer does.</summary>
    public bool IsBroken { get; set; }

    public bool IsSettled { get; set; }
}
