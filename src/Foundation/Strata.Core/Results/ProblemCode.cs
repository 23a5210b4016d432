namespace Strata.Core.Results;

/// <summary>The closed set of expected failures. Each has one row in <see cref="ProblemTable"/>; dialects map from there.</summary>
public enum ProblemCode
{
    /// <summary>A value is malformed, missing or out of its range.</summary>
    InvalidRequest,

    /// <summary>A parameter is understood but not offered by this build or model.</summary>
    UnsupportedParameter,

    /// <summary>No credential was given, or it is unknown, revoked or expired.</summary>
    Unauthenticated,

    /// <summary>The credential is valid but may not do this.</summary>
    Forbidden,

    /// <summary>The named thing does not exist, or is not visible to the caller.</summary>
    NotFound,

    /// <summary>The named model does not exist, or is not visible to the caller.</summary>
    ModelNotFound,

    /// <summary>The prompt and the requested output do not fit the model's context.</summary>
    ContextLengthExceeded,

    /// <summary>A body, file or field is larger than its stated limit.</summary>
    TooLarge,

    /// <summary>The thing exists already, or was changed by someone else meanwhile.</summary>
    Conflict,

    /// <summary>A request or token limit of the key is reached; see the retry time.</summary>
    RateLimited,

    /// <summary>A budget of money or tokens is spent; see the retry time, where there is one.</summary>
    BudgetExceeded,

    /// <summary>A guardrail or the provider's content policy refused the request or its answer.</summary>
    ContentFiltered,

    /// <summary>A queue of this process is full; the caller may retry.</summary>
    Overloaded,

    /// <summary>The work did not end within its deadline.</summary>
    TimedOut,

    /// <summary>The upstream provider failed, or could not be reached.</summary>
    UpstreamFailed,

    /// <summary>The upstream provider refused our credential.</summary>
    UpstreamRejectedCredentials,

    /// <summary>A part this request needs is not ready, or is shutting down.</summary>
    Unavailable,

    /// <summary>This server does not implement what was asked.</summary>
    NotImplemented,

    /// <summary>A file or record is damaged, truncated or of a version this build does not read.</summary>
    CorruptData,

    /// <summary>The disk is full, or the file system refused a write.</summary>
    StorageFailed,

    /// <summary>The caller went away, or cancelled.</summary>
    Cancelled,

    /// <summary>A defect of ours. The message carries no internals; the log does.</summary>
    Internal,
}
