using Strata.Core.Results;
using Strata.Ledger.Rows;
using Strata.Routing.Health;

namespace Strata.Gateway.Answers;

/// <summary>Why an attempt failed: what the router does with it, what the caller is told, what the ledger and the log say.</summary>
/// <param name="Class">What kind of failure it is; retries and fallbacks follow from it.</param>
/// <param name="Problem">What the caller is told when no other attempt follows.</param>
internal sealed record Fault(FailureClass Class, Problem Problem)
{
    /// <summary>The reason in a few words for the ledger: <c>status 503</c>, <c>first_byte</c>, <c>truncated</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The provider's status; 0 where none came.</summary>
    public int HttpStatus { get; init; }

    /// <summary>What the log says more; may hold the provider's words.</summary>
    public string Detail { get; init; } = "";

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the provider's own words about the caller's request pass as they came.</summary>
    public bool PassesRaw { get; init; }

    /// <summary>The clock that ran out; null where none did.</summary>
    public string? Clock { get; init; }

    /// <summary>Whether the account's quota is spent.</summary>
    public bool IsQuota { get; init; }

    /// <summary>Whether we refused before anything was sent.</summary>
    public bool IsOurs { get; init; }

    /// <summary>A defect of ours behind it.</summary>
    public Exception? Defect { get; init; }

    /// <summary>What the row says of a call that ends with it.</summary>
    public LedgerStatus Status => Defect is not null ? LedgerStatus.Failed : IsOurs ? LedgerStatus.Refused : LedgerStatus.UpstreamError;

    /// <summary>The media type of what the provider said; null where it said nothing.</summary>
    public string? MediaType { get; init; }
}
