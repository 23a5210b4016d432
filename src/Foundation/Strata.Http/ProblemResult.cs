using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Http;

/// <summary>Writes a problem as <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.WriteHead(problem);
        httpContext.Response.ContentType = "application/json";
        return httpContext.Response.BodyWriter.WriteAsync(ErrorObject.Utf8(problem), httpContext.RequestAborted).AsTask();
    }
}
