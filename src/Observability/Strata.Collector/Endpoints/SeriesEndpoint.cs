using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Collector.Series;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Collector.Endpoints;

/// <summary>The metrics that a project's own programs sent, for a scrape with a key of the project. Our own are at <c>/metrics</c>.</summary>
internal static class SeriesEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/strata/v1/metrics", Write)
            .RequireRole(Role.Viewer).WithName("ProjectMetrics").WithSummary("Metrics that were sent by OTLP, in Prometheus' text format.").WithTags("Metrics")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain");

    private static IResult Write(HttpContext context, SeriesStore series)
    {
        var text = new StringBuilder(16 * 1024);
        series.WriteTo(context.Caller().Project, text);
        return Results.Text(text.ToString(), "text/plain; version=0.0.4; charset=utf-8");
    }
}
