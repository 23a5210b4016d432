using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Collector.Endpoints;
using Strata.Collector.Ingest;
using Strata.Core.Results;
using Strata.Http;
using Strata.Otlp;
using Strata.Otlp.Responses;

namespace Strata.Collector.Grpc;

/// <summary>
/// OTLP over gRPC: the unary <c>Export</c> of three services. The key is checked here and not at the edge, because clients read the
/// refusal's words from the trailers alone.
/// <code>
/// request  = flag:1 length:4 message        (flag 1: gzip, where grpc-encoding says so)
/// response = 200, the same frame, trailers  grpc-status grpc-message grpc-status-details-bin
/// </code>
/// </summary>
internal static class GrpcEndpoints
{
    private static readonly (string Path, OtlpSignal Signal)[] Methods =
    [
        ("/opentelemetry.proto.collector.trace.v1.TraceService/Export", OtlpSignal.Traces),
        ("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", OtlpSignal.Metrics),
        ("/opentelemetry.proto.collector.logs.v1.LogsService/Export", OtlpSignal.Logs),
    ];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, signal) in Methods)
        {
            endpoints.MapPost(path, (HttpContext context, IngestDoor door) => TakeAsync(context, door, signal)).AllowWithoutKey().ExcludeFromDescription();
        }
    }

    private static async Task TakeAsync(HttpContext context, IngestDoor door, OtlpSignal signal)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true || !context.Response.SupportsTrailers())
        {
            await Problem.Invalid("This path speaks gRPC over HTTP/2 alone. OTLP over HTTP goes to /v1/traces, /v1/metrics and /v1/logs.").ToHttp().ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
        if (IngestDoor.Refusal(context.CallerOrNull()) is { } refusal)
        {
            Refuse(context, refusal);
            return;
        }

        OtlpEndpoints.AllowBody(context);
        var frame = await GrpcFrame.ReadAsync(context.Request, door.Options.BodyBytesMax, context.RequestAborted);
        if (!frame.Try(out var sent, out var problem))
        {
            Refuse(context, problem);
            return;
        }

        var taken = await door.TakeAsync(signal, OtlpEncoding.Protobuf, (sent.Message, sent.Zipped), context.Caller(), context.RequestAborted);
        if (!taken.Try(out var answer, out problem))
        {
            Refuse(context, problem);
            return;
        }

        await GrpcFrame.WriteAsync(context.Response, OtlpAnswer.Taken(signal, OtlpEncoding.Protobuf, answer.Rejected, answer.Message), context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static void Refuse(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.AppendTrailer("grpc-status", RpcCode.Of(problem.Code).ToString(System.Globalization.CultureInfo.InvariantCulture));
        response.AppendTrailer("grpc-message", Uri.EscapeDataString(problem.Message).Replace("%20", " ", StringComparison.Ordinal));
        response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(OtlpAnswer.Refused(problem, OtlpEncoding.Protobuf)).TrimEnd('='));
    }
}
