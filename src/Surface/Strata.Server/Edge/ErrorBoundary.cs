using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Http;

namespace Strata.Server.Edge;

/// <summary>
/// The outermost step: names the request, and turns what escaped an endpoint into an error object without internals. Once
/// an answer has begun, the connection is broken instead: a clean end would look like success.
/// </summary>
internal sealed class ErrorBoundary(IIdSource ids, ILogger<ErrorBoundary> log)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = ids.Next("req");
        context.Response.Headers["x-request-id"] = context.TraceIdentifier;
        try
        {
            await next(context);
            await FillAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (BrokenStreamException)
        {
            throw; // for the web server, which closes the connection
        }
        catch (Exception failure)
        {
            await AnswerAsync(context, failure);
        }
    }

    /// <summary>Gives an error that has no body (an unknown method, a wrong media type) the error object.</summary>
    private static Task FillAsync(HttpContext context)
    {
        var (response, path) = (context.Response, context.Request.Path);
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || response.ContentLength > 0)
        {
            return Task.CompletedTask;
        }

        if (response.StatusCode == StatusCodes.Status404NotFound && context.GetEndpoint() is null && AllowedMethods.Of(context) is { Length: > 0 } allowed)
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = allowed;
        }

        var status = response.StatusCode;
        var (code, message) = status switch
        {
            404 => (ProblemCode.NotFound, $"There is nothing at {path}. Check the path."),
            405 => (ProblemCode.InvalidRequest, $"{context.Request.Method} is not allowed at {path}. Allowed: {response.Headers.Allow}."),
            413 => (ProblemCode.TooLarge, "The body is larger than server.body_bytes_max."),
            415 => (ProblemCode.InvalidRequest, "The body's type is not understood here. Send application/json."),
            503 => (ProblemCode.Unavailable, "This part is not ready."),
            _ => (status < 500 ? ProblemCode.InvalidRequest : ProblemCode.Internal, "The request could not be answered."),
        };
        return Refusal.WriteAsync(context, new Problem(code, message), status);
    }

    private async Task AnswerAsync(HttpContext context, Exception failure)
    {
        // The gateway names its requests itself; the answer and the log keep that name.
        context.TraceIdentifier = context.Response.Headers["x-request-id"].ToString() is { Length: > 0 } named ? named : context.TraceIdentifier;
        var problem = Explain(context, failure, out var status);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.Headers["x-request-id"] = context.TraceIdentifier;
        await Refusal.WriteAsync(context, problem, status);
    }

    private Problem Explain(HttpContext context, Exception failure, out int? status)
    {
        status = null;
        if (failure is BadHttpRequestException bad)
        {
            status = bad.StatusCode;
            return bad.StatusCode == 413
                ? new Problem(ProblemCode.TooLarge, "The body is larger than this server takes. Send less, or raise server.body_bytes_max.")
                : Problem.Invalid($"The request could not be read: {bad.Message}");
        }

        if (DiskFull.Is(failure))
        {
            Log.DiskFull(log, context.TraceIdentifier, failure);
            return new Problem(ProblemCode.StorageFailed, "The server's disk is full; nothing was stored. Free space in its data folder, then try again.");
        }

        Log.Escaped(log, context.Request.Method, context.Request.Path, context.TraceIdentifier, failure);
        return new Problem(ProblemCode.Internal, $"The server failed on this request. Its log knows why under {context.TraceIdentifier}.");
    }
}
