using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Strata.Collector.Ingest;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Otlp;
using Strata.Otlp.Responses;

namespace Strata.Collector.Endpoints;

/// <summary>OTLP over HTTP: Protocol Buffers and JSON, plain and gzip. Langfuse's clients send the same to paths of their own.</summary>
internal static class OtlpEndpoints
{
    private static readonly (string Path, OtlpSignal Signal)[] Paths =
    [
        ("/v1/traces", OtlpSignal.Traces),
        ("/v1/metrics", OtlpSignal.Metrics),
        ("/v1/logs", OtlpSignal.Logs),
        ("/api/public/otel/v1/traces", OtlpSignal.Traces),
        ("/api/public/otel/v1/metrics", OtlpSignal.Metrics),
    ];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, signal) in Paths)
        {
            endpoints.MapPost(path, (HttpContext context, IngestDoor door) => TakeAsync(context, door, signal))
                .RequireRole(Role.Service).WithMetadata(new OtlpShape()).WithTags("OTLP").WithSummary($"OTLP: takes {signal.ToString().ToLowerInvariant()}.")
                .Produces(StatusCodes.Status200OK).Produces(StatusCodes.Status400BadRequest).Produces(StatusCodes.Status413PayloadTooLarge)
                .Produces(StatusCodes.Status415UnsupportedMediaType).Produces(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task TakeAsync(HttpContext context, IngestDoor door, OtlpSignal signal)
    {
        var (request, response) = (context.Request, context.Response);
        if (OtlpShape.Encoding(request) is not { } encoding)
        {
            var unknown = Problem.Invalid("OTLP is 'application/x-protobuf' or 'application/json'; this request says neither as its content type.");
            await RefuseAsync(response, OtlpEncoding.Json, unknown, StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        var coding = request.Headers.ContentEncoding.ToString();
        var zipped = coding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!zipped && coding is not ("" or "identity"))
        {
            response.Headers.AcceptEncoding = "gzip, identity";
            await RefuseAsync(response, encoding, Problem.Invalid($"The content encoding '{coding}' is not known here. Send gzip or none."), StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        if (IngestDoor.Refusal(context.Caller()) is { } refusal)
        {
            await RefuseAsync(response, encoding, refusal);
            return;
        }

        AllowBody(context);
        var taken = await door.TakeAsync(signal, encoding, (request.Body, zipped), context.Caller(), context.RequestAborted);
        if (!taken.Try(out var answer, out var problem))
        {
            await RefuseAsync(response, encoding, problem);
            return;
        }

        await WriteAsync(response, encoding, OtlpAnswer.Taken(signal, encoding, answer.Rejected, answer.Message));
    }

    /// <summary>The reader of bodies bounds them, by what they unpack to.</summary>
    internal static void AllowBody(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }
    }

    private static Task RefuseAsync(HttpResponse response, OtlpEncoding encoding, Problem problem, int? status = null)
    {
        response.WriteHead(problem);
        response.StatusCode = status ?? response.StatusCode;
        return WriteAsync(response, encoding, OtlpAnswer.Refused(problem, encoding));
    }

    private static async Task WriteAsync(HttpResponse response, OtlpEncoding encoding, byte[] body)
    {
        response.ContentType = OtlpShape.ContentType(encoding);
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
