using Strata.Core.Results;
using Strata.Dialects;
using Strata.Routing.Health;

namespace Strata.Gateway.Answers;

/// <summary>
/// What a provider's failure is called: towards our caller, towards the router, towards the ledger. A refusal of our credential is
/// ours, not the caller's; an overload stays an overload; no message names other models, keys or addresses.
/// </summary>
internal static class Faults
{
    public const string Truncation = "truncated";

    /// <summary>A status that is no success.</summary>
    public static Fault OfStatus(int status, UpstreamError error, TimeSpan? wait, string model)
    {
        var (kind, problem) = Read(status, error, wait, model);
        return new Fault(kind, problem)
        {
            Reason = error.Code.Length > 0 ? $"status {status} {Bounded(error.Code)}" : $"status {status}",
            HttpStatus = status,
            Detail = error.Message,
            RetryAfter = wait,
            IsQuota = status == 429 && error.IsQuota,
            PassesRaw = kind is FailureClass.Request or FailureClass.ContextWindow or FailureClass.ContentPolicy && (error.Code.Length > 0 || error.Message.Length > 0) && status != 404,
        };
    }

    /// <summary>An error inside an answer that began with status 200.</summary>
    public static Fault OfEvent(string? code, string? message, string model)
    {
        var said = message is { Length: > 0 } ? $" It said: {message}" : "";
        var (kind, problem) = code switch
        {
            "rate_limit_exceeded" or "rate_limit_error" or "429" or "RESOURCE_EXHAUSTED" or "throttlingException" =>
                (FailureClass.RateLimited, new Problem(ProblemCode.RateLimited, $"The provider of '{model}' is limiting requests.{said}") { RetryAfter = TimeSpan.FromSeconds(1) }),
            "overloaded" or "overloaded_error" or "503" or "529" or "UNAVAILABLE" or "serviceUnavailableException" =>
                (FailureClass.ServerTransient, new Problem(ProblemCode.Overloaded, $"The provider of '{model}' is overloaded.{said}")),
            _ when code is "context_length_exceeded" || SaysTooLong(message) => (FailureClass.ContextWindow, new Problem(ProblemCode.ContextLengthExceeded, message ?? "The prompt does not fit the model's context.")),
            "content_filter" or "content_policy_violation" => (FailureClass.ContentPolicy, new Problem(ProblemCode.ContentFiltered, $"The provider of '{model}' refused the content.{said}")),
            _ => (FailureClass.ServerTransient, new Problem(ProblemCode.UpstreamFailed, $"The provider of '{model}' failed.{said}")),
        };
        return new Fault(kind, problem) { Reason = code is { Length: > 0 } ? $"error {Bounded(code)}" : "error in the answer", Detail = message ?? "" };
    }

    /// <summary>A failure that a provider's stream told in its own dialect.</summary>
    public static Fault OfProblem(Problem problem, string model) => OfEvent(
        problem.DialectCode ?? problem.Code switch
        {
            ProblemCode.RateLimited => "rate_limit_error",
            ProblemCode.Overloaded => "overloaded_error",
            ProblemCode.ContextLengthExceeded => "context_length_exceeded",
            ProblemCode.ContentFiltered => "content_filter",
            _ => "",
        },
        problem.Message,
        model);

    public static Fault OfClock(string clock, string model) => new(
        FailureClass.Timeout, new Problem(ProblemCode.TimedOut, $"The provider of '{model}' did not keep the time for '{clock}'. Try again, or raise the provider's timeouts.{clock}."))
    {
        Reason = $"clock {clock}",
        Clock = clock,
    };

    public static Fault Unreachable(string model, string reason = "unreachable") =>
        new(FailureClass.ServerTransient, new Problem(ProblemCode.UpstreamFailed, $"The provider of '{model}' could not be reached. Try again.")) { Reason = reason };

    public static Fault Truncated(string model) => new(
        FailureClass.ServerTransient, new Problem(ProblemCode.UpstreamFailed, $"The answer of '{model}' broke off before its end. What came so far is not complete; try again.")) { Reason = Truncation };

    public static Fault Unreadable(string model, string detail = "") => new(
        FailureClass.ServerTransient, new Problem(ProblemCode.UpstreamFailed, $"The provider of '{model}' sent something that is not an answer. Try again.")) { Reason = "unreadable", Detail = detail };

    public static Fault TooLarge(int most) => new(
        FailureClass.Request, new Problem(ProblemCode.UpstreamFailed, $"The provider's answer has more than {most} bytes; gateway.answer_bytes_max is the bound.")) { Reason = "answer too large" };

    public static Fault Cancelled() => new(FailureClass.Cancelled, new Problem(ProblemCode.Cancelled, "The caller went away.")) { Reason = "cancelled" };

    /// <summary>Something of ours that refuses before anything is sent: a request that the target cannot be asked, a model that is not there.</summary>
    public static Fault Own(Problem problem, FailureClass kind = FailureClass.Request) => new(kind, problem) { Reason = ProblemTable.Row(problem.Code).Code, RetryAfter = problem.RetryAfter, IsOurs = true };

    private static (FailureClass Kind, Problem Problem) Read(int status, UpstreamError error, TimeSpan? wait, string model) => status switch
    {
        401 or 403 => (FailureClass.CredentialPermanent, new(ProblemCode.UpstreamRejectedCredentials, $"The provider of '{model}' refused this server's credential. Your key is fine; tell the operator.")),
        402 => (FailureClass.CredentialPermanent, new(ProblemCode.UpstreamFailed, $"This server's account at the provider of '{model}' cannot pay. Your key is fine; tell the operator.")),
        429 => (FailureClass.RateLimited, new(ProblemCode.RateLimited, $"The provider of '{model}' is limiting requests. Try again later.")
        {
            RetryAfter = wait ?? TimeSpan.FromSeconds(1),
            DialectCode = error.IsQuota ? "insufficient_quota" : null,
        }),
        408 or 504 => (FailureClass.ServerTransient, new(ProblemCode.TimedOut, $"The provider of '{model}' did not answer in time. Try again.")),
        503 or 529 => (FailureClass.ServerTransient, new(ProblemCode.Overloaded, $"The provider of '{model}' is overloaded. Try again shortly.") { RetryAfter = wait }),
        >= 500 => (FailureClass.ServerTransient, new(ProblemCode.UpstreamFailed, $"The provider of '{model}' failed with status {status}. Try again.")),
        < 400 => (FailureClass.ServerTransient, new(ProblemCode.UpstreamFailed, $"The provider of '{model}' answered with status {status}, which is no answer. Tell the operator to check its address.")),
        _ when error.IsContextLength => (FailureClass.ContextWindow, new(ProblemCode.ContextLengthExceeded, Said(error, "The prompt does not fit the model's context."))),
        _ when error.IsContentPolicy => (FailureClass.ContentPolicy, new(ProblemCode.ContentFiltered, Said(error, "The provider's content policy refused the request."))
        {
            DialectCode = error.Code is { Length: > 0 } code ? code : null,
        }),
        404 when error.Code.Length > 0 || error.Message.Length > 0 => (FailureClass.Request, new(ProblemCode.ModelNotFound, $"The model '{model}' does not exist at its provider.") { Field = "model" }),
        404 or 405 when error.Code.Length == 0 && error.Message.Length == 0 => (FailureClass.Request, new(ProblemCode.NotImplemented, $"The provider of '{model}' does not offer this endpoint.")),
        _ => (FailureClass.Request, new(ProblemCode.InvalidRequest, Said(error, $"The provider of '{model}' refused the request with status {status}."))
        {
            Field = error.Parameter,
            DialectCode = error.Code is { Length: > 0 } code ? code : null,
        }),
    };

    /// <summary>The words for a prompt that does not fit, of providers whose code is that of any wrong request (Anthropic, Gemini, OpenAI, llama.cpp).</summary>
    private static bool SaysTooLong(string? message) => message is not null
        && (message.Contains("prompt is too long", StringComparison.OrdinalIgnoreCase) || message.Contains("exceeds the maximum number of tokens", StringComparison.OrdinalIgnoreCase)
            || message.Contains("maximum context length", StringComparison.OrdinalIgnoreCase) || message.Contains("exceeds the available context size", StringComparison.OrdinalIgnoreCase));

    private static string Said(UpstreamError error, string otherwise) => error.Message.Length > 0 ? error.Message : otherwise;

    private static string Bounded(string word) => word.Length <= 64 ? word : word[..64];
}
