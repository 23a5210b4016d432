using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Http;

namespace Strata.Metrics.Endpoints;

/// <summary>A refusal in the form of Prometheus' HTTP API, with the status of its problem.</summary>
internal sealed class RefusedQuery(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.WriteHead(problem);
        httpContext.Response.ContentType = "application/json";
        return httpContext.Response.Body.WriteAsync(QueryJson.Error(problem), httpContext.RequestAborted).AsTask();
    }
}
