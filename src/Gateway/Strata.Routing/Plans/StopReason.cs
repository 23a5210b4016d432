namespace Strata.Routing.Plans;

/// <summary>Why no further attempt is made.</summary>
public enum StopReason
{
    /// <summary>The failure is one that another attempt does not mend.</summary>
    NotRetryable,

    /// <summary>The caller has the beginning of the answer.</summary>
    Committed,

    /// <summary>The most attempts of one request were made.</summary>
    AttemptsSpent,

    /// <summary>The route's extra attempts are spent: more would make an outage worse.</summary>
    BudgetSpent,

    /// <summary>The time of the whole call is up, or a wait would outlast it.</summary>
    Deadline,

    /// <summary>No target can take the request.</summary>
    NoTarget,

    /// <summary>Every target that could is limited by its provider for longer than is waited.</summary>
    Limited,

    /// <summary>Every target that could is at its bound of parallel calls.</summary>
    Full,

    /// <summary>Nothing was asked for: no hedge or continuation is due.</summary>
    NotDue,
}
