namespace Strata.Core.Results;

/// <summary>The one table from a problem to HTTP and to the codes of the OpenAI error object.</summary>
public static class ProblemTable
{
    /// <summary>Looks up the row of a code.</summary>
    public static ProblemRow Row(ProblemCode code) => code switch
    {
        ProblemCode.InvalidRequest => new(400, "invalid_request_error", "invalid_value"),
        ProblemCode.UnsupportedParameter => new(400, "invalid_request_error", "unsupported_parameter"),
        ProblemCode.Unauthenticated => new(401, "invalid_request_error", "invalid_api_key"),
        ProblemCode.Forbidden => new(403, "invalid_request_error", "permission_denied"),
        ProblemCode.NotFound => new(404, "invalid_request_error", "not_found"),
        ProblemCode.ModelNotFound => new(404, "invalid_request_error", "model_not_found"),
        ProblemCode.ContextLengthExceeded => new(400, "invalid_request_error", "context_length_exceeded"),
        ProblemCode.TooLarge => new(413, "invalid_request_error", "request_too_large"),
        ProblemCode.Conflict => new(409, "invalid_request_error", "conflict"),
        ProblemCode.RateLimited => new(429, "requests", "rate_limit_exceeded"),
        ProblemCode.BudgetExceeded => new(402, "insufficient_quota", "budget_exceeded"),
        ProblemCode.ContentFiltered => new(400, "invalid_request_error", "content_policy_violation"),
        ProblemCode.Overloaded => new(503, "server_error", "overloaded"),
        ProblemCode.TimedOut => new(504, "server_error", "timeout"),
        ProblemCode.UpstreamFailed => new(502, "server_error", "upstream_error"),
        ProblemCode.UpstreamRejectedCredentials => new(502, "server_error", "upstream_credentials_rejected"),
        ProblemCode.Unavailable => new(503, "server_error", "unavailable"),
        ProblemCode.NotImplemented => new(501, "invalid_request_error", "not_implemented"),
        ProblemCode.CorruptData => new(422, "invalid_request_error", "corrupt_data"),
        ProblemCode.StorageFailed => new(507, "server_error", "storage_failed"),
        ProblemCode.Cancelled => new(499, "invalid_request_error", "cancelled"),
        ProblemCode.Internal => new(500, "server_error", "internal_error"),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Every problem code has a row."),
    };
}
