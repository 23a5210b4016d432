using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Alerts.Evaluation;
using Strata.Alerts.Storage;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Alerts.Endpoints;

/// <summary>What fires, what happened, what was sent, and which keys are stopped.</summary>
internal static class StateEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var read = endpoints.Alerts("", Role.Viewer);
        read.MapGet("/active", ActiveAsync).Produces<AlertViewList>().WithSummary("Alerts that fire, are pending, or were over within the last minutes.");
        read.MapGet("/history", HistoryAsync).Produces<EventList>().WithSummary("What happened, newest first. Query: rule, before, limit.");
        read.MapGet("/deliveries", DeliveriesAsync).Produces<DeliveryList>().WithSummary("Messages to receivers, newest first. Query: before, limit.");
        read.MapGet("/switches", SwitchesAsync).Produces<SwitchList>().WithSummary("Keys that rules stopped, newest first.");
        endpoints.Alerts("/switches/{id}/release", Role.Admin).ProducesProblem(StatusCodes.Status404NotFound).MapPost("", ReleaseAsync).Produces<SwitchView>()
            .WithSummary("Gives a stopped key back what it may do; by the switch's id or the key's.");
    }

    private static async Task<IResult> ActiveAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        AlertsGroup.Unknown(context) is { } unknown ? unknown.ToHttp()
        : AlertsGroup.Ok(new AlertViewList([.. (await desk.AlertsAsync(context.Caller(), cancellationToken)).Select(a => AlertView.From(a.Alert, a.IsSilenced))]), AlertsJson.Default.AlertViewList);

    private static async Task<IResult> HistoryAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken)
    {
        if (AlertsGroup.Unknown(context, "rule", "before", "limit") is { } unknown)
        {
            return unknown.ToHttp();
        }

        if (!AlertsGroup.Limit(context, HistoryStore.PageMax).Try(out var count, out var problem))
        {
            return problem.ToHttp();
        }

        var page = await desk.HistoryAsync(context.Caller(), AlertsGroup.Text(context, "rule"), AlertsGroup.Text(context, "before"), count, cancellationToken);
        return AlertsGroup.Ok(new EventList([.. page.Select(EventView.From)], page.Count == count ? page[^1].Id : null), AlertsJson.Default.EventList);
    }

    private static async Task<IResult> DeliveriesAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken)
    {
        if (AlertsGroup.Unknown(context, "before", "limit") is { } unknown)
        {
            return unknown.ToHttp();
        }

        if (!AlertsGroup.Limit(context, HistoryStore.PageMax).Try(out var count, out var problem))
        {
            return problem.ToHttp();
        }

        var page = await desk.DeliveriesAsync(context.Caller(), AlertsGroup.Text(context, "before"), count, cancellationToken);
        return AlertsGroup.Ok(new DeliveryList([.. page.Select(DeliveryView.From)], page.Count == count ? page[^1].Id : null), AlertsJson.Default.DeliveryList);
    }

    private static async Task<IResult> SwitchesAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        AlertsGroup.Unknown(context) is { } unknown ? unknown.ToHttp()
        : AlertsGroup.Ok(new SwitchList([.. (await desk.SwitchesAsync(context.Caller(), cancellationToken)).Select(SwitchView.From)]), AlertsJson.Default.SwitchList);

    private static async Task<IResult> ReleaseAsync(string id, HttpContext context, KillSwitch killSwitch, CancellationToken cancellationToken) =>
        (await killSwitch.ReleaseAsync(context.Caller(), id, cancellationToken)).ToHttp(released => AlertsGroup.Ok(SwitchView.From(released), AlertsJson.Default.SwitchView));
}
