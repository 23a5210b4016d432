using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Alerts.Evaluation;
using Strata.Alerts.Rules;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Alerts.Endpoints;

/// <summary>Rules of the caller's project.</summary>
internal static class RuleEndpoints
{
    private const int ReadingsMax = 500;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.Alerts("/rules", Role.Viewer).MapGet("", ListAsync).Produces<RuleList>().WithSummary("The alert rules of the project, with how the last look at each went.");
        var edit = endpoints.Alerts("/rules/{id}", Role.Editor).ProducesProblem(StatusCodes.Status404NotFound);
        edit.MapPut("", PutAsync).Accepts<RuleBody>("application/json").Produces<RuleView>().ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Makes or replaces an alert rule; looked at within seconds.");
        edit.MapDelete("", RemoveAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Takes an alert rule away, and its alerts.");
        edit.MapPost("/test", TestAsync).Produces<ReadingList>().WithSummary("What the rule reads now, without any effect.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        AlertsGroup.Unknown(context) is { } unknown ? unknown.ToHttp()
        : AlertsGroup.Ok(new RuleList([.. (await desk.RulesAsync(context.Caller(), cancellationToken)).Select(r => RuleView.From(r.Rule, r.Status))]), AlertsJson.Default.RuleList);

    private static async Task<IResult> PutAsync(string id, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        (await AlertsGroup.BodyAsync(context.Request, AlertsJson.Default.RuleBody, cancellationToken)).Try(out var body, out var problem)
            ? (await desk.PutRuleAsync(context.Caller(), id, body, cancellationToken)).ToHttp(rule => AlertsGroup.Ok(RuleView.From(rule, null), AlertsJson.Default.RuleView))
            : problem.ToHttp();

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        (await desk.RemoveRuleAsync(context.Caller(), id, cancellationToken)).ToHttp(_ => Results.NoContent());

    private static async Task<IResult> TestAsync(string id, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        (await desk.TryRuleAsync(context.Caller(), id, cancellationToken)).ToHttp(readings =>
            AlertsGroup.Ok(new ReadingList([.. readings.Take(ReadingsMax).Select(r => new ReadingView(r.Labels, r.Value, r.IsTrue, r.Text))]), AlertsJson.Default.ReadingList));
}
