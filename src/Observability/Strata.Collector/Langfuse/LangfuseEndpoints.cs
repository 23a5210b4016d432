using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Collector.Bodies;
using Strata.Collector.Ingest;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Traces.Queries;
using Strata.Traces.Spans;

namespace Strata.Collector.Langfuse;

/// <summary>
/// What Langfuse's clients ask besides their OTLP path: which project a key is for, scores, and the observations of a trace. The key
/// is the password of the pair they send.
/// </summary>
internal static class LangfuseEndpoints
{
    private const int SpansMax = 10_000;
    private const int BodyBytesMax = 4 << 20;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var all = endpoints.MapGroup("/api/public").WithTags("Langfuse").ExcludeFromDescription();
        all.MapGet("/health", () => Results.Text("{\"status\":\"OK\",\"version\":\"4.0.0\"}", "application/json")).AllowWithoutKey();
        all.MapGet("/projects", Projects).RequireRole(Role.Viewer);
        all.MapGet("/v2/observations", Observations).RequireRole(Role.Viewer);
        all.MapPost("/scores", ScoresAsync).RequireRole(Role.Service);
    }

    private static IResult Projects(HttpContext context)
    {
        var caller = context.Caller();
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            json.WriteStartObject();
            json.WriteString("id", caller.Project);
            json.WriteString("name", caller.Project);
            json.WriteStartObject("organization");
            json.WriteString("id", caller.Organization);
            json.WriteString("name", caller.Organization);
            json.WriteEndObject();
            json.WriteStartObject("metadata");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static IResult Observations(HttpContext context, string? traceId = null)
    {
        if (string.IsNullOrEmpty(traceId))
        {
            return Problem.Unsupported("traceId", "Observations are listed by trace here: name one as 'traceId'.").ToHttp();
        }

        var caller = context.Caller();
        var found = UInt128.TryParse(traceId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? context.RequestServices.GetService<TraceReader>()?.Find(TraceScope.Of(caller), id, (0, SpansMax), withMessages: false)
            : null;
        if (found is { IsOk: false, Problem: var problem })
        {
            return problem.ToHttp();
        }

        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            if (found?.Value is { } trace)
            {
                ObservationJson.Write(json, caller.Project, trace.Spans);
            }

            json.WriteEndArray();
            json.WriteStartObject("meta");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static async Task<IResult> ScoresAsync(HttpContext context, BodyReader bodies, Live<CollectorOptions> options, TimeProvider time)
    {
        if (IngestDoor.Refusal(context.Caller()) is { } refusal)
        {
            return refusal.ToHttp();
        }

        if (context.RequestServices.GetService<ISpanSink>() is not { } sink)
        {
            return new Problem(ProblemCode.Unavailable, "This process keeps no traces. Add the target 'telemetry'.").ToHttp();
        }

        var read = await bodies.ReadAsync(context.Request.Body, zipped: false, options.Current with { BodyBytesMax = BodyBytesMax }, context.RequestAborted);
        if (!read.Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        using (body)
        {
            JsonDocument document;
            try
            {
                document = JsonDocument.Parse(body.Memory, Strict);
            }
            catch (JsonException broken)
            {
                return Problem.Invalid($"The body is not JSON: {broken.Message}").ToHttp();
            }

            using (document)
            {
                var batch = new SpanBatch();
                var nowNs = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
                var refused = ScoreReader.Read(document.RootElement, context.Caller(), nowNs, batch);
                if (batch.Count > 0 && !(await sink.AppendAsync(batch, context.RequestAborted)).Try(out _, out problem))
                {
                    return problem.ToHttp();
                }

                return Accepted(batch.Count, refused);
            }
        }
    }

    /// <summary>202 where all were taken: clients call any other answer an error.</summary>
    private static IResult Accepted(int taken, List<string> refused) => refused.Count == 0
        ? Results.Text("{\"message\":\"Accepted\"}", "application/json", statusCode: StatusCodes.Status202Accepted)
        : Json(
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("accepted", taken);
                json.WriteNumber("rejected", refused.Count);
                json.WriteStartArray("errors");
                foreach (var why in refused)
                {
                    json.WriteStartObject();
                    json.WriteString("message", why);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            },
            StatusCodes.Status207MultiStatus);

    private static IResult Json(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return Results.Text(buffer.WrittenSpan, "application/json", status);
    }
}
