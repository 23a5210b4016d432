namespace Strata.Ledger.Rows;

/// <summary>The words that stand for enumerations in the database and in our API.</summary>
public static class LedgerWords
{
    /// <summary>The word of a status, for instance <c>client_cancelled</c>.</summary>
    public static string Of(LedgerStatus status) => status switch
    {
        LedgerStatus.Ok => "ok",
        LedgerStatus.ClientCancelled => "client_cancelled",
        LedgerStatus.UpstreamError => "upstream_error",
        LedgerStatus.Refused => "refused",
        _ => "failed",
    };

    /// <summary>The status of a word; null where there is none.</summary>
    public static LedgerStatus? Status(string word) => word switch
    {
        "ok" => LedgerStatus.Ok,
        "client_cancelled" => LedgerStatus.ClientCancelled,
        "upstream_error" => LedgerStatus.UpstreamError,
        "refused" => LedgerStatus.Refused,
        "failed" => LedgerStatus.Failed,
        _ => null,
    };

    /// <summary>The word of a usage source.</summary>
    public static string Of(UsageSource source) => source switch
    {
        UsageSource.Reported => "reported",
        UsageSource.Counted => "counted",
        UsageSource.Estimated => "estimated",
        _ => "none",
    };

    /// <summary>The usage source of a word; none where there is none.</summary>
    public static UsageSource Source(string word) => word switch
    {
        "reported" => UsageSource.Reported,
        "counted" => UsageSource.Counted,
        "estimated" => UsageSource.Estimated,
        _ => UsageSource.None,
    };

    /// <summary>The word of an attempt's outcome, for instance <c>failed_over</c>.</summary>
    public static string Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Ok => "ok",
        AttemptOutcome.Retried => "retried",
        AttemptOutcome.FailedOver => "failed_over",
        AttemptOutcome.HedgeLost => "hedge_lost",
        AttemptOutcome.Cancelled => "cancelled",
        AttemptOutcome.Mirrored => "mirrored",
        AttemptOutcome.Continued => "continued",
        _ => "failed",
    };

    /// <summary>The outcome of a word; failed where there is none.</summary>
    public static AttemptOutcome Outcome(string word) => word switch
    {
        "ok" => AttemptOutcome.Ok,
        "retried" => AttemptOutcome.Retried,
        "failed_over" => AttemptOutcome.FailedOver,
        "hedge_lost" => AttemptOutcome.HedgeLost,
        "cancelled" => AttemptOutcome.Cancelled,
        "mirrored" => AttemptOutcome.Mirrored,
        "continued" => AttemptOutcome.Continued,
        _ => AttemptOutcome.Failed,
    };
}
