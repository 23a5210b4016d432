using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Http;

/// <summary>Says a problem in the shape of our own API: the same object as OpenAI's, so that one client code reads both.</summary>
public static class ProblemResults
{
    /// <summary>An HTTP result with status, <c>Retry-After</c> and the error object.</summary>
    public static IResult ToHttp(this Problem problem) => new ProblemResult(problem);

    /// <summary>The value through <paramref name="ok"/>, or the problem.</summary>
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> ok) => result.Try(out var value, out var problem) ? ok(value) : problem.ToHttp();

    /// <summary>Sets the status and the headers that a problem asks for.</summary>
    public static void WriteHead(this HttpResponse response, Problem problem)
    {
        response.StatusCode = ProblemTable.Row(problem.Code).HttpStatus;
        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }
}
