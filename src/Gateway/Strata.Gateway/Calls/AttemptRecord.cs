using Strata.Budgets.Headers;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Calls;

/// <summary>What one attempt of a call came to. Filled while it runs; the settlement prices it and writes it into the row.</summary>
internal sealed class AttemptRecord
{
    /// <summary>Counted from 1 in the order they were sent.</summary>
    public required int Number { get; init; }

    public required string Deployment { get; init; }

    public required string Provider { get; init; }

    /// <summary>The deployment's name in the public price list; empty where it has none.</summary>
    public string PublicName { get; init; } = "";

    /// <summary>The credential's name, never its secret.</summary>
    public string Credential { get; init; } = "";

    /// <summary>When it began, as a timestamp.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When it began, counted from the call's arrival.</summary>
    public TimeSpan Offset { get; init; }

    public TimeSpan? FirstByte { get; set; }

    public TimeSpan? FirstToken { get; set; }

    /// <summary>Waiting in our own engine's queue.</summary>
    public TimeSpan Queue { get; set; }

    /// <summary>How the provider's own limits stand, as its answer says; null where it says nothing.</summary>
    public LimitHeaders? UpstreamLimits { get; set; }

    public TimeSpan Duration { get; set; }

    public AttemptOutcome Outcome { get; set; }

    public int HttpStatus { get; set; }

    /// <summary>Why it failed, in a few words; empty where it did not.</summary>
    public string Reason { get; set; } = "";

    public string UpstreamRequestId { get; set; } = "";

    /// <summary>Whether the provider took the request: from here on it may bill.</summary>
    public bool WasAccepted { get; set; }

    public TokenUsage Usage { get; set; }

    public UsageSource UsageSource { get; set; }

    /// <summary>The tier of service as the answer names it; empty where it names none.</summary>
    public string ServiceTier { get; set; } = "";

    public decimal? ReportedCost { get; set; }

    /// <summary>By our price book, once settled; null is unknown.</summary>
    public long? CostNanos { get; set; }

    /// <summary>The dialect that the target was asked in.</summary>
    public string Dialect { get; set; } = "";

    /// <summary>What the target's dialect could not express.</summary>
    public IReadOnlyList<TranslationNote> Notes { get; set; } = [];
}
