using Strata.Core.Results;

namespace Strata.Routing.Plans;

/// <summary>What callers are told when no attempt was made. No message names targets, keys or providers.</summary>
internal static class PlanProblems
{
    public static Problem Deadline(string model) =>
        new(ProblemCode.TimedOut, $"The time for '{model}' ran out before it could be asked. Try again.");

    public static Problem Limited(string model, TimeSpan wait) =>
        new(ProblemCode.RateLimited, $"The provider of '{model}' is limiting requests. Try again later.") { RetryAfter = wait };

    public static Problem Credentials(string model) =>
        new(ProblemCode.UpstreamRejectedCredentials, $"The provider of '{model}' refused this server's credentials. Your key is fine; tell the operator.")
        {
            DialectCode = "upstream_credentials_exhausted",
        };

    public static Problem Full(string model) =>
        new(ProblemCode.Overloaded, $"'{model}' is at its limit of calls at once. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem Fit(TargetVerdict verdict, string model) => verdict switch
    {
        TargetVerdict.NotOffered => new Problem(ProblemCode.NotImplemented, $"The provider of '{model}' does not offer this endpoint."),
        TargetVerdict.Context => new Problem(ProblemCode.ContextLengthExceeded, $"The prompt does not fit the context of '{model}'. Shorten it, or ask a model with a longer one."),
        TargetVerdict.Region => new Problem(ProblemCode.ModelNotFound, $"'{model}' is not offered in the region this request must stay in.") { Field = "model" },
        _ => new Problem(ProblemCode.ModelNotFound, $"No target of '{model}' takes a request like this one. Ask the operator for its conditions.") { Field = "model" },
    };
}
