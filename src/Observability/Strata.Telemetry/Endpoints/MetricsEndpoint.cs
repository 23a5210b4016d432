using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Telemetry.Metrics;

namespace Strata.Telemetry.Endpoints;

/// <summary>Prometheus' scrape: text exposition 0.0.4. Its series span all projects, so a key that reads one needs to be an administrator's.</summary>
internal static class MetricsEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints, Func<MetricsAccess> access) =>
        endpoints.MapGet("/metrics", (HttpContext context, MetricRecorder recorder) => Scrape(context, recorder, access()))
            .AllowWithoutKey().WithName("Metrics").WithSummary("All metrics in Prometheus' text format.").WithTags("Metrics")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain").Produces(StatusCodes.Status401Unauthorized);

    private static IResult Scrape(HttpContext context, MetricRecorder recorder, MetricsAccess access)
    {
        if (!Allowed(context, access))
        {
            return new Problem(ProblemCode.Unauthenticated, "Metrics need an administrator's key here: send it as 'Authorization: Bearer KEY', or set telemetry.metrics_access.").ToHttp();
        }

        var text = new StringBuilder(16 * 1024);
        recorder.WriteTo(text);
        ProcessMetrics.WriteTo(text);
        return Results.Text(text.ToString(), "text/plain; version=0.0.4; charset=utf-8");
    }

    private static bool Allowed(HttpContext context, MetricsAccess access) =>
        context.CallerOrNull()?.Is(Role.Admin) == true
        || access == MetricsAccess.Anyone
        || (access == MetricsAccess.Loopback && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote));
}
