using Strata.Ledger.Rows;

namespace Strata.Management.Requests;

/// <summary>One attempt to have a request answered.</summary>
internal sealed record AttemptView
{
    public int Number { get; init; }

    public required string Deployment { get; init; }

    public required string Provider { get; init; }

    /// <summary>The name of the provider's credential; never its secret.</summary>
    public string? Credential { get; init; }

    /// <summary>When it began, from the request's arrival.</summary>
    public double StartedMs { get; init; }

    public double? FirstByteMs { get; init; }

    public double? FirstTokenMs { get; init; }

    public double DurationMs { get; init; }

    /// <summary><c>ok</c>, <c>retried</c>, <c>failed_over</c>, <c>failed</c>, <c>hedge_lost</c>, <c>cancelled</c>, <c>mirrored</c> or <c>continued</c>.</summary>
    public required string Outcome { get; init; }

    public int HttpStatus { get; init; }

    /// <summary>Why it ended so.</summary>
    public string? Reason { get; init; }

    public string? UpstreamRequestId { get; init; }

    public required TokensView Tokens { get; init; }

    public long? CostNanos { get; init; }

    /// <summary>What the provider says that it cost.</summary>
    public long? ReportedCostNanos { get; init; }

    public static AttemptView From(LedgerAttempt attempt) => new()
    {
        Number = attempt.Number,
        Deployment = attempt.Deployment,
        Provider = attempt.Provider,
        Credential = RequestView.NullIfEmpty(attempt.Credential),
        StartedMs = attempt.Started.TotalMilliseconds,
        FirstByteMs = attempt.FirstByte?.TotalMilliseconds,
        FirstTokenMs = attempt.FirstToken?.TotalMilliseconds,
        DurationMs = attempt.Duration.TotalMilliseconds,
        Outcome = LedgerWords.Of(attempt.Outcome),
        HttpStatus = attempt.HttpStatus,
        Reason = RequestView.NullIfEmpty(attempt.Reason),
        UpstreamRequestId = RequestView.NullIfEmpty(attempt.UpstreamRequestId),
        Tokens = TokensView.From(attempt.Usage),
        CostNanos = attempt.CostNanos,
        ReportedCostNanos = attempt.ReportedCostNanos,
    };
}
