namespace Strata.Ledger.Rows;

/// <summary>How a request ended.</summary>
public enum LedgerStatus
{
    /// <summary>Answered to its end.</summary>
    Ok,

    /// <summary>The caller went away; what was made until then is billed.</summary>
    ClientCancelled,

    /// <summary>The provider failed, before or during its answer.</summary>
    UpstreamError,

    /// <summary>Refused by a limit, a rule or a wrong value; nothing was asked of a model.</summary>
    Refused,

    /// <summary>A failure of ours.</summary>
    Failed,
}
