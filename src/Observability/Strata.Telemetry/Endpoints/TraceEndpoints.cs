using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Telemetry.Traces;
using Strata.Traces.Queries;
using TraceReader = Strata.Telemetry.Traces.TraceReader;

namespace Strata.Telemetry.Endpoints;

/// <summary>Reading traces over HTTP, each caller within its own project.</summary>
internal static class TraceEndpoints
{
    private const int ListDefault = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var traces = endpoints.MapGroup("/strata/v1/traces").RequireRole(Role.Viewer).WithTags("Traces");
        traces.MapGet("", ListAsync).WithName("ListTraces").WithSummary("The newest traces of the caller's project.")
            .Produces<TraceListBody>().Produces(StatusCodes.Status400BadRequest);
        traces.MapGet("/last", LastAsync).WithName("LastTrace").WithSummary("The newest trace, with its spans.")
            .Produces<TraceBody>().Produces(StatusCodes.Status404NotFound);
        traces.MapGet("/{id}", FindAsync).WithName("GetTrace").WithSummary("A trace by its id or by the id of a request it served.")
            .Produces<TraceBody>().Produces(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpContext context, TraceReader reader, string? limit = null, string? failed = null)
    {
        var count = ListDefault;
        if (limit is not null && (!int.TryParse(limit, out count) || count < 1 || count > TraceReader.ListMax))
        {
            return Problem.Invalid($"'limit' is a whole number from 1 to {TraceReader.ListMax}.", "limit").ToHttp();
        }

        if (failed is not (null or "true" or "false"))
        {
            return Problem.Invalid("'failed' is true or false.", "failed").ToHttp();
        }

        var found = await reader.NewestAsync(TraceScope.Of(context.Caller()), count, failed == "true", context.RequestAborted);
        return Results.Json(new TraceListBody([.. found.Select(TraceSummaryBody.Of)]), TelemetryJson.Default.TraceListBody);
    }

    private static async Task<IResult> LastAsync(HttpContext context, TraceReader reader) =>
        Answer(await reader.LastAsync(TraceScope.Of(context.Caller()), context.RequestAborted), "There is no trace yet. Make a request first.");

    private static async Task<IResult> FindAsync(HttpContext context, TraceReader reader, string id) =>
        Answer(await reader.FindAsync(TraceScope.Of(context.Caller()), id, context.RequestAborted), "No trace has this id, or it was forgotten: traces are kept for as long as telemetry.traces.retention says.");

    private static IResult Answer(Trace? trace, string otherwise) =>
        trace is null ? Problem.NotFound(otherwise, "id").ToHttp() : Results.Json(TraceBody.Of(trace), TelemetryJson.Default.TraceBody);
}
