using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Collector.Bodies;
using Strata.Collector.Ingest;
using Strata.Collector.Series;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Otlp.Metrics;
using Strata.Traces.Spans;

namespace Strata.Collector.Endpoints;

/// <summary>Prometheus' remote write, 1.0 and 2.0, into the project's series. Senders try again on 5xx and 429 alone.</summary>
internal static class RemoteWriteEndpoint
{
    private static readonly TextPool Names = new(16_384);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/write", TakeAsync)
            .RequireRole(Role.Service).WithTags("Metrics").WithSummary("Prometheus remote write 1.0 and 2.0.").ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(HttpContext context, BodyReader bodies, SeriesStore series, IngestDoor door)
    {
        var request = context.Request;
        if (IngestDoor.Refusal(context.Caller()) is { } refusal)
        {
            return refusal.ToHttp();
        }

        if (request.ContentType?.StartsWith("application/x-protobuf", StringComparison.OrdinalIgnoreCase) != true || request.Headers.ContentEncoding.ToString() is not ("snappy" or ""))
        {
            return Results.Text("Remote write is application/x-protobuf in one Snappy block.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        OtlpEndpoints.AllowBody(context);
        var read = await bodies.ReadAsync(request.Body, zipped: false, door.Options, context.RequestAborted);
        if (!read.Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        using (body)
        {
            if (series.Of(context.Caller().Project) is not { } sink)
            {
                return new Problem(ProblemCode.Overloaded, "Metrics of as many projects as this process may keep are there already.").ToHttp();
            }

            var second = request.ContentType.Contains("io.prometheus.write.v2.Request", StringComparison.Ordinal);
            if (!new RemoteWriteDecoder(Names).Decode(body.Memory.Span, second, sink).Try(out var outcome, out problem))
            {
                return problem.ToHttp();
            }

            context.Response.Headers["X-Prometheus-Remote-Write-Samples-Written"] = outcome.Taken.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["X-Prometheus-Remote-Write-Histograms-Written"] = "0";
            context.Response.Headers["X-Prometheus-Remote-Write-Exemplars-Written"] = "0";
            return outcome.Rejected == 0 ? Results.NoContent() : Problem.Invalid(outcome.Reason).ToHttp();
        }
    }
}
