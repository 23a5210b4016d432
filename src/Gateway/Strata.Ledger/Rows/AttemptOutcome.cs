namespace Strata.Ledger.Rows;

/// <summary>What became of one attempt to have a request answered.</summary>
public enum AttemptOutcome
{
    /// <summary>It answered, and its answer went to the caller.</summary>
    Ok,

    /// <summary>It failed, and the same deployment was asked again.</summary>
    Retried,

    /// <summary>It failed, and another deployment or credential was asked.</summary>
    FailedOver,

    /// <summary>It failed, and nothing was asked after it.</summary>
    Failed,

    /// <summary>A second attempt beside it was faster.</summary>
    HedgeLost,

    /// <summary>It was ended because the caller went away or a limit cut it off.</summary>
    Cancelled,

    /// <summary>A copy for comparison; its answer went nowhere.</summary>
    Mirrored,

    /// <summary>It broke off mid-stream and another attempt went on from there.</summary>
    Continued,
}
