using Strata.Core.Results;
using Strata.Http;

namespace Strata.Server.Edge;

/// <summary>Answers a request that the edge does not let through, as an OpenAI error object.</summary>
internal static class Refusal
{
    public static Task WriteAsync(HttpContext context, Problem problem, int? status = null)
    {
        var response = context.Response;
        response.WriteHead(problem);
        response.StatusCode = status ?? response.StatusCode;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"strata\"";
        }

        var body = ErrorObject.Utf8(problem);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
