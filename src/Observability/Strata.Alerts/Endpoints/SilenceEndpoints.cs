using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Alerts.Evaluation;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Alerts.Endpoints;

/// <summary>Silences of the caller's project.</summary>
internal static class SilenceEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.Alerts("/silences", Role.Viewer).MapGet("", ListAsync).Produces<SilenceList>().WithSummary("Silences that are not over.");
        endpoints.Alerts("/silences", Role.Editor).MapPost("", AddAsync).Accepts<SilenceBody>("application/json").Produces<SilenceView>().WithSummary("Nobody is told of alerts whose labels pass, for a while.");
        endpoints.Alerts("/silences/{id}", Role.Editor).ProducesProblem(StatusCodes.Status404NotFound).MapDelete("", RemoveAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Ends a silence.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        AlertsGroup.Unknown(context) is { } unknown ? unknown.ToHttp()
        : AlertsGroup.Ok(new SilenceList([.. (await desk.SilencesAsync(context.Caller(), cancellationToken)).Select(SilenceView.Of)]), AlertsJson.Default.SilenceList);

    private static async Task<IResult> AddAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken)
    {
        if (!(await AlertsGroup.BodyAsync(context.Request, AlertsJson.Default.SilenceBody, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        return !DurationText.TryRead(body.For ?? "", out var time)
            ? Problem.Invalid($"'{body.For}' is not a time. Write for instance 30m, 2h or 7d.", "for").ToHttp()
            : (await desk.SilenceAsync(context.Caller(), body.Matchers ?? [], (body.From, time), body.Comment ?? "", cancellationToken))
                .ToHttp(silence => AlertsGroup.Ok(SilenceView.Of(silence), AlertsJson.Default.SilenceView));
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        (await desk.UnsilenceAsync(context.Caller(), id, cancellationToken)).ToHttp(_ => Results.NoContent());
}
