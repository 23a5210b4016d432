namespace Strata.Routing.Health;

/// <summary>Why an attempt failed, by what it means for the next one.</summary>
public enum FailureClass
{
    /// <summary>401, 402, 403: this credential is no good. The next one, at once.</summary>
    CredentialPermanent,

    /// <summary>429: this credential has had enough of this model. Rotate, and back off.</summary>
    RateLimited,

    /// <summary>5xx, 408, no connection, TLS, DNS, reset, an empty answer, garbage: another target, or this one later.</summary>
    ServerTransient,

    /// <summary>A clock ran out.</summary>
    Timeout,

    /// <summary>The prompt does not fit this model: only a chain for that helps.</summary>
    ContextWindow,

    /// <summary>The provider's policy refused: only a chain for that helps.</summary>
    ContentPolicy,

    /// <summary>Any other 4xx: the request is at fault, and is never sent again.</summary>
    Request,

    /// <summary>The caller went away.</summary>
    Cancelled,
}
