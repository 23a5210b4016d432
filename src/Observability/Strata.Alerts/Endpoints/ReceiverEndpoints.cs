using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Alerts.Evaluation;
using Strata.Alerts.Receivers;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Alerts.Endpoints;

/// <summary>Who is told. Receivers are an administrator's: a message carries facts outside.</summary>
internal static class ReceiverEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.Alerts("/receivers", Role.Viewer).MapGet("", ListAsync).Produces<ReceiverList>().WithSummary("Who can be told of alerts.");
        var edit = endpoints.Alerts("/receivers/{name}", Role.Admin).ProducesProblem(StatusCodes.Status404NotFound);
        edit.MapPut("", PutAsync).Accepts<ReceiverBody>("application/json").Produces<ReceiverView>().WithSummary("Makes or replaces a receiver. Without a secret the known one stays while the address does.");
        edit.MapDelete("", RemoveAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Takes a receiver away.");
        endpoints.Alerts("/receivers/{name}/test", Role.Editor).ProducesProblem(StatusCodes.Status404NotFound).MapPost("", TestAsync).Produces<TestView>().WithSummary("Sends the receiver a test.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        AlertsGroup.Unknown(context) is { } unknown ? unknown.ToHttp()
        : AlertsGroup.Ok(new ReceiverList([.. (await desk.ReceiversAsync(context.Caller(), cancellationToken)).Select(ReceiverView.From)]), AlertsJson.Default.ReceiverList);

    private static async Task<IResult> PutAsync(string name, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        (await AlertsGroup.BodyAsync(context.Request, AlertsJson.Default.ReceiverBody, cancellationToken)).Try(out var body, out var problem)
            ? (await desk.PutReceiverAsync(context.Caller(), name, body, cancellationToken)).ToHttp(receiver => AlertsGroup.Ok(ReceiverView.From(receiver), AlertsJson.Default.ReceiverView))
            : problem.ToHttp();

    private static async Task<IResult> RemoveAsync(string name, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        (await desk.RemoveReceiverAsync(context.Caller(), name, cancellationToken)).ToHttp(_ => Results.NoContent());

    private static async Task<IResult> TestAsync(string name, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) =>
        (await desk.TestAsync(context.Caller(), name, cancellationToken)).ToHttp(id => AlertsGroup.Ok(new TestView(id), AlertsJson.Default.TestView));
}
