namespace Strata.Routing.Plans;

/// <summary>Whether a target can take a request now, and if not, why.</summary>
public enum TargetVerdict
{
    /// <summary>It can.</summary>
    Usable,

    /// <summary>It can, as the one call that finds out whether it is well again.</summary>
    Probe,

    /// <summary>Its breaker is open.</summary>
    BreakerOpen,

    /// <summary>Its provider limits every credential that is good.</summary>
    Limited,

    /// <summary>Its provider refused every credential.</summary>
    CredentialsRefused,

    /// <summary>It, or its provider, is at its bound of parallel calls.</summary>
    Full,

    /// <summary>It does not offer what is asked.</summary>
    NotOffered,

    /// <summary>Its conditions do not hold of the request.</summary>
    Condition,

    /// <summary>It runs where the request may not go.</summary>
    Region,

    /// <summary>The prompt does not fit its context.</summary>
    Context,
}
