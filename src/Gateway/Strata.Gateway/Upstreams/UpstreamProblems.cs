using Strata.Core.Results;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Upstreams;

/// <summary>
/// What a provider's failure is called towards our caller. A refusal of our credential is ours, not the caller's; an overload
/// stays an overload; no message names other models, keys or addresses.
/// </summary>
internal static class UpstreamProblems
{
    /// <summary>The problem of a refused request; null where the refusal is the caller's own affair and passes as it is.</summary>
    public static Problem? OfStatus(HttpResponseMessage response, in WireScan scan, string model, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            401 or 403 => new Problem(ProblemCode.UpstreamRejectedCredentials, $"The provider of '{model}' refused this server's credential. Your key is fine; tell the operator."),
            404 when scan.ErrorCode is "model_not_found" => new Problem(ProblemCode.ModelNotFound, $"The model '{model}' does not exist at its provider.") { Field = "model" },
            404 or 405 when !scan.HasError => new Problem(ProblemCode.NotImplemented, $"The provider of '{model}' does not offer this endpoint."),
            408 or 504 => new Problem(ProblemCode.TimedOut, $"The provider of '{model}' did not answer in time. Try again."),
            429 => new Problem(ProblemCode.RateLimited, $"The provider of '{model}' is limiting requests. Try again later.")
            {
                RetryAfter = RetryAfter(response, now) ?? TimeSpan.FromSeconds(1),
                DialectCode = scan.ErrorCode is "insufficient_quota" ? "insufficient_quota" : null,
            },
            503 or 529 => new Problem(ProblemCode.Overloaded, $"The provider of '{model}' is overloaded. Try again shortly.") { RetryAfter = RetryAfter(response, now) },
            >= 500 => new Problem(ProblemCode.UpstreamFailed, $"The provider of '{model}' failed with status {status}. Try again."),
            < 400 => new Problem(ProblemCode.UpstreamFailed, $"The provider of '{model}' answered with status {status}, which is no answer. Tell the operator to check its address."),
            _ when !scan.HasError => Problem.Invalid($"The provider of '{model}' refused the request with status {status}."),
            _ => null,
        };
    }

    /// <summary>The problem of an error that came inside an answer with status 200.</summary>
    public static Problem OfEvent(in WireScan scan, string model)
    {
        var said = scan.ErrorMessage is { } message ? $" It said: {message}" : "";
        return scan.ErrorCode switch
        {
            "rate_limit_exceeded" or "rate_limit_error" => new Problem(ProblemCode.RateLimited, $"The provider of '{model}' is limiting requests.{said}") { RetryAfter = TimeSpan.FromSeconds(1) },
            "overloaded" or "overloaded_error" or "503" => new Problem(ProblemCode.Overloaded, $"The provider of '{model}' is overloaded.{said}"),
            "context_length_exceeded" => new Problem(ProblemCode.ContextLengthExceeded, scan.ErrorMessage ?? "The prompt does not fit the model's context."),
            _ => new Problem(ProblemCode.UpstreamFailed, $"The provider of '{model}' failed.{said}"),
        };
    }

    public static Problem OfClock(string clock, string model) =>
        new(ProblemCode.TimedOut, $"The provider of '{model}' did not keep the time for '{clock}'. Try again, or raise gateway.upstreams[].timeouts.{clock}.");

    public static Problem Unreachable(string model) => new(ProblemCode.UpstreamFailed, $"The provider of '{model}' could not be reached. Try again.");

    public static Problem Truncated(string model) => new(ProblemCode.UpstreamFailed, $"The answer of '{model}' broke off before its end. What came so far is not complete; try again.");

    public static Problem Unreadable(string model) => new(ProblemCode.UpstreamFailed, $"The provider of '{model}' sent something that is not an answer. Try again.");

    public static Problem TooLarge(int most) => new(ProblemCode.UpstreamFailed, $"The provider's answer has more than {most} bytes; gateway.answer_bytes_max is the bound.");

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - now : null);
        return wait is { } span && span > TimeSpan.Zero && span < TimeSpan.FromDays(1) ? span : null;
    }
}
