using Strata.Core.Results;

namespace Strata.Dialects.Gemini;

/// <summary>What an error inside a stream, or in the place of an answer, is to the caller.</summary>
internal static class GeminiProblems
{
    public static Problem Of(UpstreamError error)
    {
        var words = error.Message.Length > 0 ? error.Message : "The provider broke the answer off without a word.";
        var code = error switch
        {
            { IsContextLength: true } => ProblemCode.ContextLengthExceeded,
            { IsContentPolicy: true } => ProblemCode.ContentFiltered,
            { Code: "RESOURCE_EXHAUSTED" } => ProblemCode.RateLimited,
            { Code: "UNAVAILABLE" } => ProblemCode.Overloaded,
            { Code: "DEADLINE_EXCEEDED" } => ProblemCode.TimedOut,
            { Code: "UNAUTHENTICATED" or "PERMISSION_DENIED" or "API_KEY_INVALID" or "API_KEY_EXPIRED" } => ProblemCode.UpstreamRejectedCredentials,
            { Code: "INVALID_ARGUMENT" or "FAILED_PRECONDITION" } => ProblemCode.InvalidRequest,
            _ => ProblemCode.UpstreamFailed,
        };
        return new Problem(code, code == ProblemCode.UpstreamRejectedCredentials ? "The provider refused our credential." : words);
    }
}
