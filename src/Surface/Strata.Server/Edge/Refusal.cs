using Strata.Core.Results;
using Strata.Http;

namespace Strata.Server.Edge;

/// <summary>Answers a request that the edge does not let through, in the shape that the endpoint's callers read: an OpenAI error object where it names none.</summary>
internal static class Refusal
{
    public static Task WriteAsync(HttpContext context, Problem problem, int? status = null)
    {
        var response = context.Response;
        response.WriteHead(problem);
        response.StatusCode = status ?? response.StatusCode;
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"strata\"";
        }

        var shape = context.GetEndpoint()?.Metadata.GetMetadata<IProblemShape>();
        response.ContentType = shape?.ContentType(context.Request) ?? "application/json";
        var body = shape is null ? ErrorObject.Utf8(problem) : shape.Write(context.Request, problem, response.Headers["x-request-id"].ToString());
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
